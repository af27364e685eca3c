//! What stands in a start tag and has no name: a spread, or tokens that are no attribute.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

use super::Parser;
use super::closure::{BodyEnd, is_closure};
use super::model::{Attribute, AttributeKind, Value};
use super::node::loose_len;
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_joint, is_punct, trees};

impl Parser<'_> {
    /// A spread, or tokens that are no attribute.
    pub(super) fn stray(&mut self, cursor: &mut Cursor<'_>, tag: &str) -> Attribute {
        let place = Place::from(cursor.span());
        if let Some(group) = cursor.group(0, Delimiter::Brace) {
            cursor.skip(1);
            return self.spread(&trees(&group.stream()), place, tag);
        }
        let event = cursor.ident(1).filter(|_| cursor.is_punct(0, '@')).cloned();
        if event.is_some() {
            cursor.skip(2);
        }
        let (value, end) = self.stray_value(cursor);
        let (place, help) = match &event {
            Some(event) => (
                Place::new(place.start(), event.span()),
                format!("write `on:{event}=move |tx| {{ … }}`"),
            ),
            None => (
                Place::new(place.start(), end),
                "an attribute is `name`, `name=\"text\"` or `name={expression}`; a value with operators or calls needs its braces".to_owned(),
            ),
        };
        self.diagnostics.report(
            Code::MalformedTag,
            place,
            format!("this is not an attribute of `<{tag}>`"),
            help,
        );
        Attribute {
            kind: AttributeKind::Stray,
            value,
            place,
            word: event,
        }
    }

    /// Tokens that belong together, and the last of them. A closure whose name is missing or mangled is one all the same.
    fn stray_value(&mut self, cursor: &mut Cursor<'_>) -> (Value, Span) {
        let equals = usize::from(cursor.is_punct(0, '='));
        let mut rest = cursor.clone();
        rest.skip(equals);
        if is_closure(&rest) {
            let (start, end) = (rest.position(), rest.span());
            cursor.skip(equals);
            let value = self.closure(cursor, BodyEnd::Brace);
            let last = cursor.since(start).into_iter().last();
            return (value, last.map_or(end, |last| last.span()));
        }
        let remaining = cursor.remaining();
        let length = loose_len(remaining).max(1);
        let value_at = (1..length).find(|&at| {
            is_punct(&remaining[at], '=') && {
                let mut rest = cursor.clone();
                rest.skip(at + 1);
                is_closure(&rest)
            }
        });
        let start = cursor.span();
        let tokens = cursor.take(value_at.unwrap_or(length));
        let end = Place::of(&tokens, start).end();
        (Value::Expr(tokens), end)
    }

    /// `{..attributes}`
    fn spread(&mut self, tokens: &[TokenTree], place: Place, tag: &str) -> Attribute {
        let is_spread = tokens.first().is_some_and(|token| is_joint(token, '.'))
            && tokens.get(1).is_some_and(|token| is_punct(token, '.'));
        let value: TokenStream = tokens
            .iter()
            .skip(if is_spread { 2 } else { 0 })
            .cloned()
            .collect();
        let kind = if is_spread && !value.is_empty() {
            AttributeKind::Spread
        } else {
            self.diagnostics.report(
                Code::MalformedTag,
                place,
                format!("this is not an attribute of `<{tag}>`"),
                "write `name={…}` for one attribute, `{..attributes}` to spread several",
            );
            AttributeKind::Stray
        };
        Attribute {
            kind,
            value: Value::Expr(value),
            place,
            word: None,
        }
    }
}
