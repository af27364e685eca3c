//! Attribute values. Their end is known without parsing an expression: a literal, a path, a closure with a braced body,
//! or a group.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Parser;
use super::model::{Literal, LiteralValue, Value};
use super::node::loose_len;
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_punct, trees};

impl Parser<'_> {
    /// The value after `=`. `name` is where the attribute's name stands.
    pub(super) fn value(&mut self, cursor: &mut Cursor<'_>, name: Place) -> Value {
        if let Some(literal) = self.literal(cursor) {
            return literal;
        }
        if is_closure(cursor) {
            return self.closure(cursor);
        }
        match cursor.peek(0) {
            Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::Bracket => {
                cursor.skip(1);
                if group.stream().is_empty() {
                    return self.missing(Place::new(name.start(), group.span()));
                }
                Value::Expr(expression(group.delimiter(), group.stream()))
            }
            Some(TokenTree::Ident(_)) => self.path(cursor),
            Some(token)
                if !is_punct(token, '>') && !is_punct(token, '/') && !is_punct(token, '<') =>
            {
                self.loose(cursor, 0)
            }
            _ => self.missing(name),
        }
    }

    fn missing(&mut self, place: Place) -> Value {
        self.diagnostics.report(
            Code::MissingValue,
            place,
            "the value is missing",
            "write `name=\"text\"`, `name={expression}`, or `name` alone for `true`",
        );
        Value::Missing
    }

    fn literal(&mut self, cursor: &mut Cursor<'_>) -> Option<Value> {
        let length = match (cursor.peek(0)?, cursor.peek(1)) {
            (TokenTree::Literal(_), _) => 1,
            (TokenTree::Ident(ident), after) if ident == "true" || ident == "false" => {
                if after.is_some_and(|token| is_punct(token, '.')) {
                    return None;
                }
                1
            }
            (minus, Some(TokenTree::Literal(_))) if is_punct(minus, '-') => 2,
            _ => return None,
        };
        if continues(&after(cursor, length)) {
            return Some(self.loose(cursor, 0));
        }
        let span = cursor.span();
        let tokens = cursor.take(length);
        let value = literal_value(&tokens);
        if value == LiteralValue::Other {
            self.diagnostics.report(
                Code::LooseValue,
                span,
                "an attribute value is text, a number or a boolean",
                "put other expressions in braces: `name={…}`",
            );
        }
        Some(Value::Literal(Literal {
            value,
            tokens,
            span,
        }))
    }

    fn path(&mut self, cursor: &mut Cursor<'_>) -> Value {
        let mut rest = cursor.clone();
        rest.skip(1);
        while rest.is_path_separator(0) {
            rest.skip(2);
            // `kind=Kind:: title="…"`: the next attribute is not a part of the unfinished path.
            if rest.ident(0).is_some() && !rest.is_punct(1, '=') {
                rest.skip(1);
            } else {
                break;
            }
        }
        let length = rest.position() - cursor.position();
        if continues(&rest) {
            return self.loose(cursor, length);
        }
        Value::Expr(cursor.take(length))
    }

    /// An expression without braces, of which at least `known` tokens belong together.
    pub(super) fn loose(&mut self, cursor: &mut Cursor<'_>, known: usize) -> Value {
        let length = loose_len(cursor.remaining()).max(known).max(1);
        let tokens = cursor.take(length);
        let example = match trees(&tokens).as_slice() {
            [TokenTree::Ident(name), bang, TokenTree::Group(_)] if is_punct(bang, '!') => {
                format!("`={{{name}!(…)}}`")
            }
            _ => "`={…}`".to_owned(),
        };
        self.diagnostics.report(
            Code::LooseValue,
            Place::of(&tokens, cursor.span()),
            "this value needs braces",
            format!("put it in braces: {example}; without them a value is a literal, a path or a closure with a braced body"),
        );
        Value::Expr(tokens)
    }
}

fn after<'t>(cursor: &Cursor<'t>, count: usize) -> Cursor<'t> {
    let mut rest = cursor.clone();
    rest.skip(count);
    rest
}

/// Whether what was read so far is only the beginning of an expression.
fn continues(rest: &Cursor<'_>) -> bool {
    match rest.peek(0) {
        Some(TokenTree::Punct(punct)) => match punct.as_char() {
            '>' | '<' | ':' | ',' | ';' | '=' => false,
            '/' => !rest.is_punct(1, '>'),
            _ => true,
        },
        Some(TokenTree::Group(group)) => matches!(
            group.delimiter(),
            Delimiter::Parenthesis | Delimiter::Bracket
        ),
        _ => false,
    }
}

pub(super) fn is_closure(cursor: &Cursor<'_>) -> bool {
    let mut at = 0;
    while ["move", "async", "static"]
        .iter()
        .any(|word| cursor.is_ident(at, word))
    {
        at += 1;
    }
    cursor.is_punct(at, '|') || (at > 0 && cursor.is_ident(0, "move"))
}

/// What stood in a group; parentheses stay where they make a tuple.
fn expression(delimiter: Delimiter, tokens: TokenStream) -> TokenStream {
    let is_tuple = delimiter == Delimiter::Parenthesis
        && syn::parse2::<syn::Expr>(tokens.clone()).is_err()
        && crate::token::has_punct(&tokens, ',');
    if is_tuple {
        TokenTree::Group(proc_macro2::Group::new(delimiter, tokens)).into()
    } else {
        tokens
    }
}

pub(super) fn literal_value(tokens: &TokenStream) -> LiteralValue {
    let negative = tokens
        .clone()
        .into_iter()
        .next()
        .is_some_and(|token| is_punct(&token, '-'));
    let Some(last) = tokens.clone().into_iter().last() else {
        return LiteralValue::Other;
    };
    let sign = if negative { "-" } else { "" };
    match syn::parse2::<syn::Lit>(last.into()) {
        Ok(syn::Lit::Str(text)) if !negative => LiteralValue::Text(text.value()),
        Ok(syn::Lit::Char(text)) if !negative => LiteralValue::Text(text.value().to_string()),
        Ok(syn::Lit::Bool(value)) => LiteralValue::Bool(value.value),
        Ok(syn::Lit::Int(number)) => {
            LiteralValue::Number(format!("{sign}{}", number.base10_digits()))
        }
        Ok(syn::Lit::Float(number)) => {
            LiteralValue::Number(format!("{sign}{}", number.base10_digits()))
        }
        _ => LiteralValue::Other,
    }
}
