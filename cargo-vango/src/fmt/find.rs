//! Every `view!` of a source.
//!
//! Found by tokens, wherever it stands: in functions, closures, other views, the arguments of other macros. Left alone are
//! the views in macros that are defined here (`$x` is no markup) and in those whose arguments are data: what `stringify!`
//! gives depends on the layout, and what `quote!` holds has holes. `#[rustfmt::skip]` holds for views, too.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use vango_macros_core::diagnostic::Diagnostic;

use crate::fmt::source::Source;
use crate::fmt::tree::{List, read};

/// Macros whose arguments are no code that stands where it runs.
const DATA: [&str; 7] = [
    "macro_rules",
    "stringify",
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
    "format_ident",
];

/// One `view!` without mistakes.
#[derive(Debug)]
pub(super) struct View {
    /// From `view` to the closing bracket.
    pub(super) range: Range<usize>,
    /// The brackets.
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
    /// The render context with its comma.
    pub(super) context: Range<usize>,
    pub(super) list: List,
}

/// A mistake in the markup of a `view!`.
#[derive(Debug)]
pub(super) struct Mistake {
    /// Where.
    pub(super) at: usize,
    pub(super) diagnostic: Diagnostic,
}

/// All views in the order of the source, each before those that stand in it. Those with mistakes are not among them, and
/// neither is what stands in them.
pub(super) fn find(source: &Source<'_>) -> (Vec<View>, Vec<Mistake>) {
    let mut found = Found {
        source,
        views: Vec::new(),
        mistakes: Vec::new(),
    };
    let mut streams = vec![source.stream.clone()];
    while let Some(stream) = streams.pop() {
        found.look_into(stream, &mut streams);
    }
    found.views.sort_by_key(|view| view.range.start);
    found.mistakes.sort_by_key(|mistake| mistake.at);
    (found.views, found.mistakes)
}

/// `#[rustfmt::skip]`
fn is_skip(attribute: &Group) -> bool {
    let words = attribute
        .stream()
        .into_iter()
        .take(5)
        .map(|token| token.to_string());
    words.collect::<String>() == "rustfmt::skip"
}

/// How many tokens an item or a statement has: to its semicolon, or to its braces.
fn item_len(tokens: &[TokenTree]) -> usize {
    let is_statement = tokens
        .iter()
        .find(|token| matches!(token, TokenTree::Ident(_)))
        .is_some_and(|first| first.to_string() == "let");
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => !is_statement && group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    tokens
        .iter()
        .position(ends)
        .map_or(tokens.len(), |last| last + 1)
}

struct Found<'s> {
    source: &'s Source<'s>,
    views: Vec<View>,
    mistakes: Vec<Mistake>,
}

impl Found<'_> {
    /// `streams` takes what is still to be looked into.
    fn look_into(&mut self, stream: TokenStream, streams: &mut Vec<TokenStream>) {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let mut skipped = 0;
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else {
                continue;
            };
            if group.delimiter() == Delimiter::Bracket && is_skip(group) {
                skipped = at + 1 + item_len(&tokens[at + 1..]);
            }
            if at < skipped {
                continue;
            }
            let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at]);
            let (name, bang) = match before(1) {
                // `macro_rules! name { … }`
                Some(TokenTree::Ident(_)) => (before(3), before(2)),
                bang => (before(2), bang),
            };
            let is_macro = matches!(bang, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
            let name = name.filter(|_| is_macro).map(TokenTree::to_string);
            match (name.as_deref(), before(2)) {
                (Some(name), _) if DATA.contains(&name) => {}
                (Some("view"), Some(TokenTree::Ident(word))) => {
                    let start = self.source.bytes(word.span()).start;
                    if self.view(start, group) {
                        streams.push(group.stream());
                    }
                }
                _ => streams.push(group.stream()),
            }
        }
    }

    /// Whether it has no mistakes.
    fn view(&mut self, start: usize, group: &Group) -> bool {
        let open = self.source.bytes(group.span_open());
        let close = self.source.bytes(group.span_close());
        match read(self.source, group.stream(), open.end..close.start) {
            Ok((context, list)) => {
                self.views.push(View {
                    range: start..close.end,
                    open,
                    close,
                    context,
                    list,
                });
                true
            }
            Err(mistakes) => {
                let mistakes = mistakes.into_iter().map(|diagnostic| {
                    let at = self.source.bytes(diagnostic.place.start()).start;
                    // Where nothing is written there is no token to tell of.
                    let at = if at < start { start } else { at };
                    Mistake { at, diagnostic }
                });
                self.mistakes.extend(mistakes);
                false
            }
        }
    }
}
