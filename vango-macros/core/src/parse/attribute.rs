//! What stands in a start tag after its name.

use proc_macro2::{Delimiter, Ident, Span};

use super::Parser;
use super::element::{TagEnd, name, plain};
use super::model::{Attribute, AttributeKind, Modifier, Value};
use crate::diagnostic::{Code, Place};
use crate::html::modifier::names as modifier_names;
use crate::suggest::nearest;
use crate::token::{Cursor, is_punct, trees};

/// What may stand before a colon.
const DIRECTIVES: &[&str] = &["class", "style", "on", "bind", "allow"];

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
                self.tag_end(cursor, 1);
                return (attributes, TagEnd::Open);
            }
            if cursor.is_punct(0, '/') && cursor.is_punct(1, '>') {
                self.tag_end(cursor, 2);
                return (attributes, TagEnd::SelfClosing);
            }
            if cursor.is_at_end() || begins_content(cursor) {
                self.diagnostics.report(
                    Code::MalformedTag,
                    place,
                    format!("the tag `<{tag}` is not finished"),
                    "write `>` or `/>` after its last attribute",
                );
                return (attributes, TagEnd::Missing);
            }
            self.trace
                .enter(super::trace::Shape::Attribute, cursor.span());
            let attribute = match cursor.ident(0) {
                Some(ident) => self.attribute(cursor, ident),
                None => self.stray(cursor, tag),
            };
            self.trace.exit(cursor.last());
            attributes.push(attribute);
        }
    }

    /// Reads the `length` tokens that end a start tag.
    fn tag_end(&mut self, cursor: &mut Cursor<'_>, length: usize) {
        self.trace.enter(super::trace::Shape::TagEnd, cursor.span());
        cursor.skip(length);
        self.trace.exit(cursor.last());
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
                word: Some(ident.clone()),
            };
        }
        cursor.skip(1);
        let value = match kind {
            AttributeKind::On { .. } => self.handler(cursor, place),
            _ => self.value(cursor, place),
        };
        Attribute {
            kind,
            value,
            place,
            word: Some(ident.clone()),
        }
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
            "style" => self.style(cursor, start),
            "on" => self.event(cursor, prefix, start),
            "bind" => self.bind(cursor, prefix, start),
            "allow" => self.opt_out(cursor, start),
            other => {
                let place = self.directive_name(cursor, start);
                self.unsupported(other, place);
                (AttributeKind::Unsupported, place)
            }
        }
    }

    /// `name` in `class:name`: hyphens and colons belong to it, and quotes allow the rest.
    fn class(&mut self, cursor: &mut Cursor<'_>, start: Span) -> (AttributeKind, Place) {
        if let Some((text, span)) = quoted(cursor) {
            return (AttributeKind::Class(text), Place::new(start, span));
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
        let modifiers = self.modifiers(cursor);
        let place = Place::new(start, event.place.end());
        (
            AttributeKind::On {
                event: event.text,
                ident: event.ident,
                modifiers,
            },
            place,
        )
    }

    /// `.name` and `.name(…)`, as often as there are any.
    fn modifiers(&mut self, cursor: &mut Cursor<'_>) -> Vec<Modifier> {
        let mut modifiers = Vec::new();
        while cursor.is_punct(0, '.') {
            let dot = cursor.span();
            cursor.skip(1);
            let Some(name) = cursor.ident(0) else {
                self.diagnostics.report(
                    Code::UnknownModifier,
                    dot,
                    "a modifier needs a name",
                    format!("there are: {}", modifier_names()),
                );
                continue;
            };
            cursor.skip(1);
            let group = cursor.group(0, Delimiter::Parenthesis);
            cursor.skip(usize::from(group.is_some()));
            modifiers.push(Modifier {
                name: name.clone(),
                arguments: group.map(proc_macro2::Group::stream),
                place: Place::new(dot, group.map_or(name.span(), |group| group.span())),
            });
        }
        modifiers
    }

    /// `property` in `style:property`: `background-color`, `--accent`, or in quotes.
    fn style(&mut self, cursor: &mut Cursor<'_>, start: Span) -> (AttributeKind, Place) {
        if let Some((text, span)) = quoted(cursor) {
            return (AttributeKind::Style(text), Place::new(start, span));
        }
        let mut text = String::new();
        while cursor.is_punct(0, '-') {
            text.push('-');
            cursor.skip(1);
        }
        let Some(first) = cursor.ident(0) else {
            self.diagnostics.report(
                Code::MalformedTag,
                start,
                "`style:` needs a property",
                "write `style:color={…}`",
            );
            return (AttributeKind::Unsupported, Place::new(start, cursor.span()));
        };
        let part = name(cursor, first);
        text.push_str(&part.text);
        let place = Place::new(start, part.place.end());
        (AttributeKind::Style(text), place)
    }

    /// `property` in `bind:property`.
    fn bind(
        &mut self,
        cursor: &mut Cursor<'_>,
        prefix: &Ident,
        start: Span,
    ) -> (AttributeKind, Place) {
        let Some(first) = cursor.ident(0) else {
            self.diagnostics.report(
                Code::BindTarget,
                start,
                "`bind:` needs a property",
                "write `bind:value=text` or `bind:checked=flag`",
            );
            let kind = AttributeKind::Bind {
                property: String::new(),
                ident: Ident::new("value", prefix.span()),
            };
            return (kind, Place::new(start, cursor.span()));
        };
        let property = name(cursor, first);
        let place = Place::new(start, property.place.end());
        (
            AttributeKind::Bind {
                property: property.text,
                ident: property.ident,
            },
            place,
        )
    }

    /// `rule` in `allow:rule`.
    fn opt_out(&mut self, cursor: &mut Cursor<'_>, start: Span) -> (AttributeKind, Place) {
        let Some(first) = cursor.ident(0) else {
            self.diagnostics.report(
                Code::AccessibilityReason,
                start,
                "`allow:` needs the name of a rule",
                "write `allow:missing_alt=\"why\"`",
            );
            return (AttributeKind::Unsupported, Place::new(start, cursor.span()));
        };
        let rule = name(cursor, first);
        let place = Place::new(start, rule.place.end());
        (AttributeKind::Allow(rule.text), place)
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
            modifiers: self.modifiers(cursor),
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
        if prefix == "hook" {
            return self.diagnostics.report(
                Code::NotYet,
                place,
                "`hook:` does not exist yet",
                "there is no replacement yet: keep the behaviour on the server",
            );
        }
        let help = match (prefix, nearest(prefix, DIRECTIVES.iter().copied())) {
            ("xlink", _) => "`xlink:` is not needed any more: write `href`".to_owned(),
            ("xmlns" | "xml", _) => {
                "remove it: the browser knows the namespaces of HTML".to_owned()
            }
            (_, Some(nearest)) => format!("write `{nearest}:`"),
            _ => "there are `class:name=`, `style:property=`, `on:event=`, `bind:property=` and `allow:rule=`"
                .to_owned(),
        };
        let message = format!("there is no `{prefix}:` in markup");
        self.diagnostics
            .report(Code::UnknownAttribute, place, message, help);
    }
}

/// What stands behind a tag whose `>` is missing: another tag, or a text or `{…}` with a tag right behind it.
fn begins_content(cursor: &Cursor<'_>) -> bool {
    let is_content = cursor.is_text(0)
        || cursor.group(0, Delimiter::Brace).is_some_and(|group| {
            !trees(&group.stream())
                .first()
                .is_some_and(|first| is_punct(first, '.'))
        });
    cursor.is_punct(0, '<') || is_content && cursor.is_punct(1, '<')
}

/// A name in quotes.
fn quoted(cursor: &mut Cursor<'_>) -> Option<(String, Span)> {
    if !cursor.is_text(0) {
        return None;
    }
    let text: syn::LitStr = syn::parse2(cursor.next()?.clone().into()).ok()?;
    Some((text.value(), text.span()))
}
