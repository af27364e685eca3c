//! Closure literals as attribute values.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::Parser;
use super::element::nothing;
use super::model::{Closure, Value};
use super::node::loose_len;
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_brace, is_punct, is_text, trees};

/// Where the body of a closure ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyEnd {
    /// With its braces.
    Brace,
    /// With the group that the closure stands in.
    Group,
}

impl Parser<'_> {
    /// The value of an event. A closure that stands alone in braces or parentheses is one all the same.
    pub(super) fn handler(&mut self, cursor: &mut Cursor<'_>, name: Place) -> Value {
        let group = match cursor.peek(0) {
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Bracket => group,
            _ => return self.value(cursor, name),
        };
        let tokens = trees(&group.stream());
        let mut inner = Cursor::new(&tokens, group.span_close());
        if !is_lone_closure(&inner) {
            return self.value(cursor, name);
        }
        cursor.skip(1);
        self.closure(&mut inner, BodyEnd::Group)
    }

    /// `async`, `static`, `move`, the bars, a return type, the body.
    pub(super) fn closure(&mut self, cursor: &mut Cursor<'_>, end: BodyEnd) -> Value {
        let start = cursor.position();
        let begin = cursor.clone();
        let mut moves = None;
        let mut asynchronous: Option<Span> = None;
        let mut prefix = nothing();
        while let Some(word) = cursor.ident(0) {
            match word.to_string().as_str() {
                "move" => moves = Some(word.clone()),
                "async" => {
                    asynchronous = Some(word.span());
                    prefix.extend([TokenTree::Ident(word.clone())]);
                }
                _ => prefix.extend([TokenTree::Ident(word.clone())]),
            }
            cursor.skip(1);
        }
        let opening = cursor.next().cloned();
        let parameters_start = cursor.position();
        let length = parameters_len(cursor.remaining());
        let (Some(opening), Some(length)) = (opening.filter(|token| is_punct(token, '|')), length)
        else {
            *cursor = begin;
            return self.unfinished(cursor);
        };
        cursor.skip(length);
        let parameters = cursor.since(parameters_start);
        let Some(closing) = cursor.next().cloned() else {
            return Value::Expr(cursor.since(start));
        };
        let output = self.output(cursor);
        let body = match end {
            BodyEnd::Brace => self.closure_body(cursor, start),
            BodyEnd::Group => cursor.take(cursor.remaining().len()),
        };
        let parameter_count = parameter_count(&parameters);
        Value::Closure(Closure {
            asynchronous,
            prefix,
            parameters,
            parameter_count,
            bars: (opening, closing),
            output,
            body,
            moves,
        })
    }

    fn output(&mut self, cursor: &mut Cursor<'_>) -> TokenStream {
        if !(cursor.is_punct(0, '-') && cursor.is_punct(1, '>')) {
            return nothing();
        }
        let rest = cursor.remaining();
        cursor.take(rest.iter().position(is_brace).unwrap_or(2))
    }

    fn closure_body(&mut self, cursor: &mut Cursor<'_>, start: usize) -> TokenStream {
        if cursor.peek(0).is_some_and(is_brace) {
            return cursor.take(1);
        }
        let length = loose_len(cursor.remaining());
        let body = cursor.take(length);
        let closure = cursor.since(start);
        self.diagnostics.report(
            Code::LooseValue,
            Place::of(&closure, cursor.span()),
            "the body of this closure needs braces",
            "write `|tx| { … }`: the braces say where the value ends",
        );
        body
    }

    fn unfinished(&mut self, cursor: &mut Cursor<'_>) -> Value {
        let rest = cursor.remaining();
        let length = rest
            .iter()
            .position(|token| is_punct(token, '>') || is_brace(token) || is_text(token));
        let tokens = cursor.take(length.unwrap_or(rest.len()).max(1));
        self.diagnostics.report(
            Code::LooseValue,
            Place::of(&tokens, cursor.span()),
            "this closure is not finished",
            "write `move |tx| { … }`",
        );
        Value::Expr(tokens)
    }
}

/// Whether a value begins as a closure does.
pub(super) fn is_closure(cursor: &Cursor<'_>) -> bool {
    let at = words_len(cursor);
    cursor.is_punct(at, '|') || (at > 0 && cursor.is_ident(0, "move"))
}

/// How many words stand before the bars.
fn words_len(cursor: &Cursor<'_>) -> usize {
    (0..)
        .take_while(|at| {
            ["move", "async", "static"]
                .iter()
                .any(|word| cursor.is_ident(*at, word))
        })
        .count()
}

/// Whether all that is left is one closure.
fn is_lone_closure(cursor: &Cursor<'_>) -> bool {
    let mut rest = cursor.clone();
    rest.skip(words_len(cursor));
    if !rest.is_punct(0, '|') {
        return false;
    }
    rest.skip(1);
    let Some(length) = parameters_len(rest.remaining()) else {
        return false;
    };
    rest.skip(length + 1);
    !rest.remaining().iter().any(|token| is_punct(token, ';'))
}

/// How many tokens stand before the closing `|`.
fn parameters_len(tokens: &[TokenTree]) -> Option<usize> {
    let close = tokens.iter().position(|token| is_punct(token, '|'))?;
    let is_plausible = !tokens[..close]
        .iter()
        .any(|token| is_brace(token) || is_text(token));
    is_plausible.then_some(close)
}

/// Commas outside of `<…>` separate parameters.
fn parameter_count(parameters: &TokenStream) -> usize {
    let mut angles = 0usize;
    let mut count = 0;
    let mut is_open = false;
    for token in parameters.clone() {
        match &token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => angles = angles.saturating_sub(1),
            TokenTree::Punct(punct) if punct.as_char() == ',' && angles == 0 => {
                is_open = false;
                continue;
            }
            _ => {}
        }
        if !is_open {
            count += 1;
            is_open = true;
        }
    }
    count
}
