//! First stage: tokens to model. Tolerant: whatever the input, a model comes out, beside it the reports.
//!
//! Invariant: every token of user code is in the model once, with its span, in the order of the source. This stage
//! knows no names but the void elements' (they decide where children end); whether names and values make sense is
//! checked later.

mod attribute;
mod brace;
mod closure;
mod component;
mod control;
mod declaration;
mod element;
mod header;
pub mod model;
mod node;
mod stray;
pub mod trace;
mod value;

use proc_macro2::{Span, TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics, Place};
use crate::token::{Cursor, is_brace, is_punct, is_text};
use model::{Node, View};
use node::{is_control_keyword, markup_trees};
use trace::Trace;

/// Parses the input of `view!`.
pub fn parse(input: TokenStream, diagnostics: &mut Diagnostics) -> View {
    parse_into(input, diagnostics, &mut Trace::off())
}

fn parse_into(input: TokenStream, diagnostics: &mut Diagnostics, trace: &mut Trace) -> View {
    let tokens = markup_trees(&input, diagnostics);
    let end = tokens.last().map_or_else(Span::call_site, TokenTree::span);
    let mut cursor = Cursor::new(&tokens, end);
    let context = context(&mut cursor, diagnostics);
    let mut parser = Parser {
        diagnostics,
        trace,
        depth: 0,
        is_cut: false,
        fragments: 0,
    };
    let nodes = parser.body(&mut cursor);
    View { context, nodes }
}

/// The state of one parse.
pub(crate) struct Parser<'d> {
    diagnostics: &'d mut Diagnostics,
    trace: &'d mut Trace,
    depth: usize,
    /// Whether the rest was left unread because it is too deep: then nothing is known of closing tags.
    is_cut: bool,
    /// How many `<>` are open.
    fragments: usize,
}

impl Parser<'_> {
    /// All the markup to the end of `cursor`: a whole `view!` or the body of control flow.
    fn body(&mut self, cursor: &mut Cursor<'_>) -> Vec<Node> {
        let mut nodes = Vec::new();
        // A body is closed by its brace: tags around it cannot end in it.
        let fragments = std::mem::take(&mut self.fragments);
        while !cursor.is_at_end() {
            self.nodes(cursor, &mut nodes, &[]);
            self.stray_closing_tag(cursor);
        }
        self.fragments = fragments;
        nodes
    }
}

/// `context,` before the markup.
fn context(cursor: &mut Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    let tokens = cursor.remaining();
    let starts_markup = |token: &TokenTree| is_punct(token, '<') || is_text(token);
    let begins_with_markup = tokens.first().is_none_or(|first| {
        starts_markup(first) || is_brace(first) || is_control_keyword(first) || is_punct(first, ',')
    });
    let comma = tokens
        .iter()
        .position(|token| is_punct(token, ',') || starts_markup(token));
    match comma {
        Some(at) if !begins_with_markup && is_punct(&tokens[at], ',') => {
            let context = cursor.take(at);
            cursor.skip(1);
            return Some(context);
        }
        None if tokens.len() == 1 && matches!(tokens[0], TokenTree::Ident(_)) => {
            return Some(cursor.take(1));
        }
        // `view! { r <p>…</p> }`
        _ if matches!(tokens, [TokenTree::Ident(_), second, ..]
            if !begins_with_markup && (starts_markup(second) || is_brace(second))) =>
        {
            let context = cursor.take(1);
            diagnostics.report(
                Code::MissingContext,
                Place::of(&context, cursor.span()),
                "a comma is missing behind the render context",
                format!("write `view! {{ {context}, … }}`"),
            );
            return Some(context);
        }
        _ => {}
    }
    let leading_comma = usize::from(cursor.is_punct(0, ','));
    diagnostics.report(
        Code::MissingContext,
        cursor.span(),
        "`view!` needs the render context before its markup",
        "write `view! { r, … }` with the `r` of `render(move |r| …)`",
    );
    cursor.skip(leading_comma);
    None
}
