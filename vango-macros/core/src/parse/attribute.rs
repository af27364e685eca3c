//! What stands in a start tag after its name.

use proc_macro2::{Delimiter, Ident, Span, TokenStream};

use super::Parser;
use super::element::{TagEnd, name, plain};
use super::model::{Attribute, AttributeKind, Value};
use super::node::loose_len;
use crate::diagnostic::{Code, Place};
use crate::suggest::nearest;
use crate::token::{Cursor, is_punct};

impl Parser<'_> {
    /// Reads attributes to the end of the tag. `tag` is its name and `place` where that stands.
    pub(super) fn attributes(
        &mut self,
        cursor: &mut Cursor<'_>,
        tag: &str,
        place: Place,
    ) -> (Vec<Attribute>, TagEnd) {
        let mut attributes = Vec::new();
        loop {
            if cursor.is_punct(0, '>') {
                cursor.skip(1);
                return (attributes, TagEnd::Open);
            }
            if cursor.is_punct(0, '/') && cursor.is_punct(1, '>') {
                cursor.skip(2);
                return (attributes, TagEnd::SelfClosing);
            }
            if cursor.is_at_end() || cursor.is_punct(0, '<') {
                self.diagnostics.report(
                    Code::MalformedTag,
                    place,
                    format!("the tag `<{tag}` is not finished"),
                    "write `>` or `/>` after its last attribute",
                );
                return (attributes, TagEnd::Missing);
            }
            let attribute = match cursor.ident(0) {
                Some(ident) => self.attribute(cursor, ident),
                None => self.stray(cursor, tag),
            };
            attributes.push(attribute);
        }
    }

    fn attribute(&mut self, cursor: &mut Cursor<'_>, ident: &Ident) -> Attribute {
        let start = cursor.span();
        let (kind, place) = if cursor.is_punct(1, ':') && !cursor.is_path_separator(1) {
            cursor.skip(2);
            self.directive(cursor, ident, start)
        } else {
            let name = name(cursor, ident);
            let place = name.place;
            (AttributeKind::Plain(name), place)
        };
        if !cursor.is_punct(0, '=') {
            return Attribute {
                kind,
                value: Value::Bare,
                place,
            };
        }
        cursor.skip(1);
        let value = self.value(cursor, place);
        Attribute { kind, value, place }
    }

    /// `prefix:name`, the prefix and colon already read.
    fn directive(
        &mut self,
        cursor: &mut Cursor<'_>,
        prefix: &Ident,
        start: Span,
    ) -> (AttributeKind, Place) {
        match plain(prefix).as_str() {
            "class" => self.class(cursor, start),
            "on" => self.event(cursor, prefix, start),
            other => {
                let place = self.directive_name(cursor, start);
                self.unsupported(other, place);
                (AttributeKind::Unsupported, place)
            }
        }
    }

    /// `name` in `class:name`: hyphens and colons belong to it, and quotes allow the rest.
    fn class(&mut self, cursor: &mut Cursor<'_>, start: Span) -> (AttributeKind, Place) {
        if cursor.is_text(0)
            && let Some(Ok(text)) = cursor
                .next()
                .map(|token| syn::parse2::<syn::LitStr>(token.clone().into()))
        {
            return (
                AttributeKind::Class(text.value()),
                Place::new(start, text.span()),
            );
        }
        let Some(first) = cursor.ident(0) else {
            return self.nameless_class(cursor, start);
        };
        let mut part = name(cursor, first);
        let mut text = part.text;
        while cursor.is_punct(0, ':')
            && let Some(next) = cursor.ident(1)
        {
            cursor.skip(1);
            part = name(cursor, next);
            text.push(':');
            text.push_str(&part.text);
        }
        (
            AttributeKind::Class(text),
            Place::new(start, part.place.end()),
        )
    }

    /// `name` in `on:name`, and modifiers.
    fn event(
        &mut self,
        cursor: &mut Cursor<'_>,
        prefix: &Ident,
        start: Span,
    ) -> (AttributeKind, Place) {
        let Some(first) = cursor.ident(0) else {
            return self.nameless_event(cursor, prefix, start);
        };
        let event = name(cursor, first);
        while cursor.is_punct(0, '.') {
            let dot = cursor.span();
            cursor.skip(1);
            let modifier = cursor.ident(0).map(ToString::to_string).unwrap_or_default();
            let end = cursor.span();
            cursor.skip(usize::from(cursor.ident(0).is_some()));
            cursor.skip(usize::from(
                cursor.group(0, Delimiter::Parenthesis).is_some(),
            ));
            self.diagnostics.report(
                Code::NotYet,
                Place::new(dot, end),
                format!("the event modifier `.{modifier}` does not exist yet"),
                modifier_help(&modifier),
            );
        }
        let place = Place::new(start, event.place.end());
        (
            AttributeKind::On {
                event: event.text,
                ident: event.ident,
            },
            place,
        )
    }

    fn nameless_class(&mut self, cursor: &mut Cursor<'_>, start: Span) -> (AttributeKind, Place) {
        self.diagnostics.report(
            Code::MalformedTag,
            start,
            "`class:` needs a name",
            "write `class:name=(condition)`",
        );
        (AttributeKind::Unsupported, Place::new(start, cursor.span()))
    }

    fn nameless_event(
        &mut self,
        cursor: &mut Cursor<'_>,
        prefix: &Ident,
        start: Span,
    ) -> (AttributeKind, Place) {
        self.diagnostics.report(
            Code::UnknownEvent,
            start,
            "`on:` needs the name of an event",
            "write `on:click=move |tx| { … }`",
        );
        let kind = AttributeKind::On {
            event: String::new(),
            ident: Ident::new("click", prefix.span()),
        };
        (kind, Place::new(start, cursor.span()))
    }

    /// Skips the name of a directive that is not supported.
    fn directive_name(&mut self, cursor: &mut Cursor<'_>, start: Span) -> Place {
        let mut end = start;
        while let Some(ident) = cursor.ident(0) {
            end = name(cursor, ident).place.end();
            if cursor.is_punct(0, '.') || cursor.is_punct(0, ':') {
                cursor.skip(1);
            } else {
                break;
            }
        }
        Place::new(start, end)
    }

    fn unsupported(&mut self, prefix: &str, place: Place) {
        let help = match prefix {
            "style" => "for now choose among classes with `class:name=(condition)`",
            "bind" => {
                "for now write both directions: `value=(text.get(r))` and `on:input=move |tx, ev| { text.set(tx, ev.value.clone()); }`"
            }
            "hook" => "there is no replacement yet: keep the behaviour on the server",
            _ => {
                let help = match nearest(prefix, ["class", "on"]) {
                    Some(nearest) => format!("write `{nearest}:`"),
                    None => "there are `class:name=` and `on:event=`".to_owned(),
                };
                let message = format!("there is no `{prefix}:` in markup");
                return self
                    .diagnostics
                    .report(Code::UnknownAttribute, place, message, help);
            }
        };
        self.diagnostics.report(
            Code::NotYet,
            place,
            format!("`{prefix}:` does not exist yet"),
            help,
        );
    }

    /// What is no attribute: a spread or stray tokens.
    fn stray(&mut self, cursor: &mut Cursor<'_>, tag: &str) -> Attribute {
        let place = Place::from(cursor.span());
        if let Some(group) = cursor.group(0, Delimiter::Brace) {
            cursor.skip(1);
            self.diagnostics.report(
                Code::NotYet,
                place,
                "spreading attributes does not exist yet",
                "write each attribute as `name={…}`",
            );
            let spread: TokenStream = group
                .stream()
                .into_iter()
                .skip_while(|token| is_punct(token, '.'))
                .collect();
            return Attribute {
                kind: AttributeKind::Stray,
                value: Value::Expr(spread),
                place,
            };
        }
        let tokens = cursor.take(loose_len(cursor.remaining()).max(1));
        self.diagnostics.report(
            Code::MalformedTag,
            Place::of(&tokens, place.start()),
            format!("this is not an attribute of `<{tag}>`"),
            "an attribute is `name`, `name=\"text\"` or `name={expression}`; a value with operators or calls needs its braces",
        );
        Attribute {
            kind: AttributeKind::Stray,
            value: Value::Expr(tokens),
            place,
        }
    }
}

/// What to do without an event modifier.
fn modifier_help(modifier: &str) -> &'static str {
    match modifier {
        "prevent" => "remove it: a form whose `submit` has a handler is not sent by the browser",
        "key" => "decide in the handler for now: `move |tx, ev| { if ev.key == \"Enter\" { … } }`",
        "once" => "remove it, and render the handler only as long as it is wanted: `if … { … }`",
        _ => {
            "remove it; what depends on the event is decided in the handler for now: `move |tx, ev| { … }`"
        }
    }
}
