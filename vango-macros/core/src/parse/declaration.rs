//! `<!doctype html>` and `<!-- "text" -->`.

use proc_macro2::{Span, TokenStream, TokenTree};

use super::Parser;
use super::model::{Doctype, Node};
use crate::diagnostic::{Code, Place};
use crate::token::{Cursor, is_joint, is_punct, is_text};

impl Parser<'_> {
    /// What begins with `<!`; `cursor` stands at the `!`.
    pub(super) fn declaration(
        &mut self,
        cursor: &mut Cursor<'_>,
        nodes: &mut Vec<Node>,
        angle: Span,
    ) {
        cursor.skip(1);
        if cursor.is_punct(0, '-') && cursor.is_punct(1, '-') {
            cursor.skip(2);
            return self.comment(cursor, nodes, angle);
        }
        let is_doctype = cursor
            .ident(0)
            .is_some_and(|ident| ident.to_string().eq_ignore_ascii_case("doctype"));
        cursor.skip(usize::from(is_doctype));
        let rest = cursor.remaining();
        let end = rest
            .iter()
            .position(|token| is_punct(token, '>') || is_punct(token, '<'));
        let tokens = cursor.take(end.unwrap_or(rest.len()));
        let place = Place::new(angle, cursor.span());
        let is_closed = cursor.is_punct(0, '>');
        cursor.skip(usize::from(is_closed));
        if is_doctype && is_closed {
            nodes.push(Node::Doctype(Doctype { tokens, place }));
            return;
        }
        self.diagnostics.report(
            Code::MalformedTag,
            place,
            "this declaration is not finished",
            "write `<!doctype html>`, or `<!-- \"text\" -->` for a comment",
        );
        nodes.push(Node::Salvage(tokens));
    }

    /// To `-->`; `cursor` stands behind `<!--`. A comment stays here: it does not travel to the browser.
    fn comment(&mut self, cursor: &mut Cursor<'_>, nodes: &mut Vec<Node>, angle: Span) {
        let rest = cursor.remaining();
        let end = (0..rest.len()).find(|&at| {
            is_joint(&rest[at], '-')
                && rest.get(at + 1).is_some_and(|token| is_joint(token, '-'))
                && rest.get(at + 2).is_some_and(|token| is_punct(token, '>'))
        });
        let Some(end) = end else {
            let angle_at = rest.iter().position(|token| is_punct(token, '>'));
            let tokens = cursor.take(angle_at.unwrap_or(rest.len()));
            cursor.skip(usize::from(angle_at.is_some()));
            self.diagnostics.report(
                Code::MalformedComment,
                Place::new(angle, Place::of(&tokens, angle).end()),
                "this comment is not finished",
                "write `-->` after it",
            );
            nodes.push(Node::Salvage(tokens));
            return;
        };
        let tokens = cursor.take(end);
        cursor.skip(3);
        let others: TokenStream = tokens
            .clone()
            .into_iter()
            .filter(|token: &TokenTree| !is_text(token))
            .collect();
        if !others.is_empty() {
            self.diagnostics.report(
                Code::MalformedComment,
                Place::of(&others, angle),
                "a comment in markup holds text in quotes",
                "write `<!-- \"text\" -->` or a Rust comment (`// …`): neither travels to the browser",
            );
            nodes.push(Node::Salvage(others));
        }
    }
}
