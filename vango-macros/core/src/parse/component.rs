//! Components in markup, their named slots, and fragments.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::Parser;
use super::element::{TagEnd, has_content, name};
use super::model::{Component, Name, NamedSlot, Node};
use super::node::is_nameless_closing_tag;
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_brace, is_joint, is_punct, is_text, trees};

impl Parser<'_> {
    /// `<Name …>`; `cursor` stands at `first`.
    pub(super) fn component(
        &mut self,
        cursor: &mut Cursor<'_>,
        first: &Ident,
        open: &[&Name],
    ) -> Node {
        let start = cursor.position();
        cursor.skip(1);
        let mut last = first;
        let mut generics = TokenStream::new();
        while cursor.is_path_separator(0) {
            match cursor.ident(2) {
                Some(ident) => {
                    last = ident;
                    cursor.skip(3);
                }
                None if generics_len(&cursor.remaining()[2..]).is_some() => break,
                None => {
                    cursor.skip(2);
                    break;
                }
            }
        }
        let mut path = cursor.since(start);
        let place = Place::of(&path, first.span());
        let name = Name {
            text: path.to_string().replace(' ', ""),
            place,
            ident: last.clone(),
        };
        let turbofish = if cursor.is_path_separator(0) { 2 } else { 0 };
        let rest = &cursor.remaining()[turbofish..];
        if let Some(length) = generics_len(rest).or_else(|| unfinished_generics_len(rest)) {
            cursor.skip(turbofish);
            generics.extend(cursor.take(length));
            let missing = (0..unclosed_angles(&trees(&generics))).map(|_| quote!(>));
            path.extend(quote!(:: #generics #(#missing)*));
        }
        let (props, end) = self.attributes(cursor, &name.text, name.place);
        let mut children = Vec::new();
        let mut closing = TokenStream::new();
        if has_content(end, cursor, &name, open) {
            let open: Vec<&Name> = open.iter().copied().chain([&name]).collect();
            self.nodes(cursor, &mut children, &open);
            (_, closing) = self.closing_tag(cursor, &open);
        }
        let (lead, children, slots) = sort(children);
        Node::Component(Component {
            path,
            name: last.clone(),
            props,
            lead,
            children,
            slots,
            closing,
        })
    }

    /// `<:name>…</:name>`; `cursor` stands at the colon.
    pub(super) fn slot(&mut self, cursor: &mut Cursor<'_>, ident: &Ident, open: &[&Name]) -> Node {
        let colon = cursor.span();
        cursor.skip(1);
        let own = name(cursor, ident);
        let name = Name {
            text: format!(":{}", own.text),
            place: Place::new(colon, own.place.end()),
            ident: own.ident,
        };
        let (attributes, end) = self.attributes(cursor, &name.text, name.place);
        let mut children = Vec::new();
        if end == TagEnd::Open {
            let open: Vec<&Name> = open.iter().copied().chain([&name]).collect();
            self.nodes(cursor, &mut children, &open);
            self.closing_tag(cursor, &open);
        }
        Node::Slot(NamedSlot {
            name,
            attributes,
            children,
        })
    }

    /// `<>…</>`: its nodes stand where it does. `cursor` stands at its `>`.
    pub(super) fn fragment(
        &mut self,
        cursor: &mut Cursor<'_>,
        nodes: &mut Vec<Node>,
        open: &[&Name],
        angle: Span,
    ) {
        let place = Place::new(angle, cursor.span());
        cursor.skip(1);
        self.fragments += 1;
        self.nodes(cursor, nodes, open);
        self.fragments -= 1;
        if is_nameless_closing_tag(cursor) {
            cursor.skip(3);
        } else if !self.is_cut {
            self.diagnostics.report(
                Code::UnclosedElement,
                place,
                "`<>` is not closed",
                "write `</>` after its last child",
            );
        }
    }
}

/// Statements before the first content, content, and named slots.
fn sort(nodes: Vec<Node>) -> (Vec<Node>, Vec<Node>, Vec<NamedSlot>) {
    let mut lead = Vec::new();
    let mut content = Vec::new();
    let mut slots = Vec::new();
    for node in nodes {
        match node {
            Node::Slot(slot) => slots.push(slot),
            Node::Let(_) | Node::Salvage(_) if content.is_empty() => lead.push(node),
            node => content.push(node),
        }
    }
    (lead, content, slots)
}

/// How many tokens the generic arguments take that `tokens` begin with. `None` where there are none, and where what
/// looks like them is an element behind a component's half-typed name: `<Car <p>"x"</p>`.
pub(super) fn generics_len(tokens: &[TokenTree]) -> Option<usize> {
    if !tokens.first().is_some_and(|token| is_punct(token, '<')) {
        return None;
    }
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => depth += 1,
                '>' if is_joint(&tokens[at - 1], '-') => {}
                '>' => depth -= 1,
                '/' | '=' | ';' | '.' | '?' | '|' => return None,
                _ => {}
            },
            token if is_text(token) => return None,
            _ => {}
        }
        if depth == 0 {
            let length = at + 1;
            let is_element = tokens.get(length).is_some_and(is_content);
            return (length > 2 && !is_element).then_some(length);
        }
    }
    None
}

/// `<List<Ite` at the end of the input: what is being typed there is a type.
fn unfinished_generics_len(tokens: &[TokenTree]) -> Option<usize> {
    let is_open = tokens.first().is_some_and(|token| is_punct(token, '<')) && tokens.len() > 1;
    let is_type = tokens.iter().all(|token| match token {
        TokenTree::Punct(punct) => matches!(punct.as_char(), '<' | '>' | ',' | ':' | '&' | '\''),
        token => !is_text(token) && !is_brace(token),
    });
    (is_open && is_type && unclosed_angles(tokens) > 0).then_some(tokens.len())
}

/// How many `<` have no `>`.
fn unclosed_angles(tokens: &[TokenTree]) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate() {
        if is_punct(token, '<') {
            depth += 1;
        } else if is_punct(token, '>') && !(at > 0 && is_joint(&tokens[at - 1], '-')) {
            depth = depth.saturating_sub(1);
        }
    }
    depth
}

/// What cannot stand behind a tag's name, but behind a tag.
fn is_content(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) if is_brace(token) => !trees(&group.stream())
            .first()
            .is_some_and(|first| is_punct(first, '.')),
        token => is_text(token) || is_punct(token, '<'),
    }
}
