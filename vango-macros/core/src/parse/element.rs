//! Tags of elements, closing tags, and what only looks like a tag.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

use super::Parser;
use super::component::generics_len;
use super::model::{Element, Name, Node, Tags};
use super::node::is_closing_tag;
use crate::diagnostic::{Code, Place};
use crate::html;
use crate::token::{Cursor, is_ident, is_punct};

/// How a start tag ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum TagEnd {
    /// `>`
    Open,
    /// `/>`
    SelfClosing,
    /// Not at all; reported.
    Missing,
}

impl Parser<'_> {
    /// What begins with `<`, except closing tags.
    pub(super) fn tag(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>, open: &[&Name]) {
        let angle = cursor.span();
        cursor.skip(1);
        if cursor.is_punct(0, '!') {
            return self.declaration(cursor, nodes, angle);
        }
        if cursor.is_punct(0, '>') {
            return self.fragment(cursor, nodes, open, angle);
        }
        if cursor.is_punct(0, ':')
            && let Some(ident) = cursor.ident(1)
        {
            nodes.push(self.slot(cursor, ident, open));
            return;
        }
        let Some(ident) = cursor.ident(0) else {
            // Nothing is there; where, an editor wants to know.
            nodes.push(Node::Salvage(nothing()));
            return self.nameless(cursor, angle);
        };
        let is_component = cursor.is_path_separator(1)
            || ident.to_string().starts_with(|c: char| c.is_uppercase());
        let node = if is_component {
            self.component(cursor, ident, open)
        } else {
            self.element(cursor, ident, open)
        };
        nodes.push(node);
    }

    fn nameless(&mut self, cursor: &mut Cursor<'_>, angle: Span) {
        self.diagnostics.report(
            Code::MalformedTag,
            angle,
            "a tag needs a name",
            "write an element (`<p>`) or a component (`<Card/>`) after `<`; a comparison in text belongs in `{…}`",
        );
        if cursor.is_punct(0, '/') && cursor.is_punct(1, '>') {
            cursor.skip(2);
        }
    }

    fn element(&mut self, cursor: &mut Cursor<'_>, ident: &Ident, open: &[&Name]) -> Node {
        let name = name(cursor, ident);
        let (attributes, end) = self.attributes(cursor, &name.text, name.place);
        let mut children = Vec::new();
        let mut tags = match end {
            TagEnd::Missing => Tags::Broken,
            TagEnd::Open | TagEnd::SelfClosing => Tags::Whole,
        };
        let mut closing = nothing();
        if html::is_void(&name.text) {
            self.void_closing_tag(cursor, &name);
        } else if has_content(end, cursor, &name, open) {
            let open: Vec<&Name> = open.iter().copied().chain([&name]).collect();
            self.nodes(cursor, &mut children, &open);
            (tags, closing) = self.closing_tag(cursor, &open);
        }
        Node::Element(Element {
            name,
            attributes,
            children,
            tags,
            closing,
        })
    }

    /// The closing tag of the innermost of `open`: how that ended, and the name in its tag.
    pub(super) fn closing_tag(
        &mut self,
        cursor: &mut Cursor<'_>,
        open: &[&Name],
    ) -> (Tags, TokenStream) {
        let Some((name, around)) = open.split_last() else {
            return (Tags::Whole, nothing());
        };
        if !is_closing_tag(cursor) {
            return self.unclosed(name);
        }
        let (text, length) = closing_name(cursor);
        let is_mine = text == name.text;
        if !is_mine && around.iter().any(|outer| outer.text == text) {
            return self.unclosed(name);
        }
        let place = Place::new(
            cursor.span(),
            cursor
                .peek(length.max(2) - 1)
                .map_or(cursor.span(), TokenTree::span),
        );
        cursor.skip(2);
        let closing = cursor.take(length - 2);
        // `</List<Item>>`: they were said in the start tag.
        let generics =
            generics_len(cursor.remaining()).filter(|length| cursor.is_punct(*length, '>'));
        cursor.skip(generics.unwrap_or(0));
        if !is_mine {
            self.diagnostics.report(
                Code::MismatchedClosingTag,
                place,
                format!("`</{text}>` does not close `<{}>`", name.text),
                format!("write `</{}>`", name.text),
            );
        }
        self.closing_angle(cursor, place, &text);
        let tags = if is_mine { Tags::Whole } else { Tags::Broken };
        (tags, closing)
    }

    fn unclosed(&mut self, name: &Name) -> (Tags, TokenStream) {
        if !self.is_cut {
            self.diagnostics.report(
                Code::UnclosedElement,
                name.place,
                format!("`<{}>` is not closed", name.text),
                format!("write `</{}>` after its last child", name.text),
            );
        }
        (Tags::Unclosed, nothing())
    }

    fn closing_angle(&mut self, cursor: &mut Cursor<'_>, place: Place, name: &str) {
        if cursor.is_punct(0, '>') {
            cursor.skip(1);
        } else {
            self.diagnostics.report(
                Code::MalformedTag,
                place,
                format!("the closing tag `</{name}` is not finished"),
                "write `>` after the name",
            );
        }
    }

    /// A closing tag where nothing is open.
    pub(super) fn stray_closing_tag(&mut self, cursor: &mut Cursor<'_>) {
        if !is_closing_tag(cursor) {
            return;
        }
        let (text, length) = closing_name(cursor);
        let place = Place::new(
            cursor.span(),
            cursor
                .peek(length.max(2) - 1)
                .map_or(cursor.span(), TokenTree::span),
        );
        cursor.skip(length);
        if cursor.is_punct(0, '>') {
            cursor.skip(1);
        }
        if html::is_void(&text) {
            self.void_report(place, &text);
        } else {
            self.diagnostics.report(
                Code::StrayClosingTag,
                place,
                format!("`</{text}>` closes nothing"),
                "remove it, or open the element before it",
            );
        }
    }

    fn void_closing_tag(&mut self, cursor: &mut Cursor<'_>, name: &Name) {
        if is_closing_tag(cursor) && closing_name(cursor).0 == name.text {
            self.stray_closing_tag(cursor);
        }
    }

    fn void_report(&mut self, place: Place, name: &str) {
        self.diagnostics.report(
            Code::VoidContent,
            place,
            format!("`<{name}>` has neither content nor a closing tag"),
            format!("write `<{name}>` alone"),
        );
    }
}

/// Whether children follow a start tag. One that lacks its `>` has some when it is closed later on: then its closing tag
/// is not reported as one that closes nothing.
pub(super) fn has_content(end: TagEnd, cursor: &Cursor<'_>, name: &Name, open: &[&Name]) -> bool {
    let rest = cursor.remaining();
    let begins = |at: usize| is_punct(&rest[at], '<') && is_named(rest, at + 1, name);
    let ends = |at: usize| {
        is_punct(&rest[at], '<')
            && rest.get(at + 1).is_some_and(|token| is_punct(token, '/'))
            && is_named(rest, at + 2, name)
    };
    let count = |is: &dyn Fn(usize) -> bool| (0..rest.len()).filter(|at| is(*at)).count();
    let around = open.iter().filter(|outer| outer.text == name.text).count();
    match end {
        TagEnd::Open => true,
        TagEnd::SelfClosing => false,
        TagEnd::Missing => count(&ends) > count(&begins) + around,
    }
}

fn is_named(tokens: &[TokenTree], at: usize, name: &Name) -> bool {
    let first = name.ident.to_string();
    tokens.get(at).is_some_and(|token| is_ident(token, &first))
}

/// The name in `</name`, and how many tokens it takes with `</`.
fn closing_name(cursor: &Cursor<'_>) -> (String, usize) {
    let mut rest = cursor.clone();
    rest.skip(2);
    let start = rest.position();
    let mut text = String::new();
    while let Some(token) = rest.peek(0) {
        let joins = rest.is_punct(0, '-') || rest.is_punct(0, ':');
        let part = matches!(token, TokenTree::Ident(_) | TokenTree::Literal(_))
            && (text.is_empty() || text.ends_with(['-', ':']));
        if !(joins || part) || rest.group(0, Delimiter::None).is_some() {
            break;
        }
        text.push_str(&token.to_string());
        rest.skip(1);
    }
    (text, 2 + rest.position() - start)
}

/// A name that begins with `first`, at which `cursor` stands.
pub(super) fn name(cursor: &mut Cursor<'_>, first: &Ident) -> Name {
    let mut text = plain(first);
    let mut end = first.span();
    cursor.skip(1);
    while cursor.is_punct(0, '-') {
        match cursor.peek(1) {
            Some(token @ TokenTree::Ident(_)) => text.push_str(&format!("-{token}")),
            Some(token @ TokenTree::Literal(literal))
                if literal
                    .to_string()
                    .starts_with(|c: char| c.is_ascii_digit()) =>
            {
                text.push_str(&format!("-{token}"));
            }
            _ => break,
        }
        end = cursor.peek(1).map_or(end, TokenTree::span);
        cursor.skip(2);
    }
    Name {
        text,
        place: Place::new(first.span(), end),
        ident: first.clone(),
    }
}

/// An identifier's text, without `r#`.
pub(super) fn plain(ident: &Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map(str::to_owned).unwrap_or(text)
}

/// An empty stream, for names that are missing.
pub(super) fn nothing() -> TokenStream {
    TokenStream::new()
}
