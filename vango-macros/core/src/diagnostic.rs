//! Diagnostics: what is wrong, where, and how to mend it.
//!
//! Every stage reports into one [`Diagnostics`] sink and goes on, so that one run shows every mistake. Invariant: a
//! sink is consumed by [`Diagnostics::into_list`]; one that is dropped unread panics in debug builds, because its
//! mistakes would be silently accepted. This module words nothing: texts stand where the rule is checked.

use std::fmt;

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};

pub use crate::catalogue::Code;
use crate::limits::MAX_DIAGNOSTICS;

/// From the first to the last token that a diagnostic is about.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    start: Span,
    end: Span,
}

impl Place {
    /// From `start` to `end`, both included.
    pub fn new(start: Span, end: Span) -> Self {
        Self { start, end }
    }

    /// All of `tokens`, or `otherwise` when there are none.
    pub fn of(tokens: &TokenStream, otherwise: Span) -> Self {
        let mut tokens = tokens.clone().into_iter();
        let Some(first) = tokens.next() else {
            return otherwise.into();
        };
        let last = tokens
            .last()
            .map_or_else(|| first.span(), |token| token.span());
        Self {
            start: first.span(),
            end: last,
        }
    }

    /// Where it begins.
    pub fn start(self) -> Span {
        self.start
    }

    /// Its last token.
    pub fn end(self) -> Span {
        self.end
    }
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self {
            start: span,
            end: span,
        }
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Its stable code.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// The tokens it is about.
    pub place: Place,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} [{}]\n  = help: {}",
            self.message, self.code, self.help
        )
    }
}

impl Diagnostic {
    /// `::core::compile_error! { "…" }`, spanned so that rustc underlines [`Diagnostic::place`]; an item or a statement.
    pub fn to_compile_error(&self) -> TokenStream {
        let Place { start, end } = self.place;
        let punct = |ch, spacing| {
            let mut punct = Punct::new(ch, spacing);
            punct.set_span(start);
            TokenTree::Punct(punct)
        };
        let mut text = Literal::string(&self.to_string());
        text.set_span(end);
        let mut group = Group::new(Delimiter::Brace, TokenTree::Literal(text).into());
        group.set_span(end);
        TokenStream::from_iter([
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("core", start)),
            punct(':', Spacing::Joint),
            punct(':', Spacing::Alone),
            TokenTree::Ident(Ident::new("compile_error", start)),
            punct('!', Spacing::Alone),
            TokenTree::Group(group),
        ])
    }
}

/// The sink of one macro call.
#[derive(Debug, Default)]
#[must_use = "diagnostics that nobody reads are mistakes that are accepted"]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    dropped: usize,
    is_read: bool,
}

impl Diagnostics {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes one mistake in.
    pub fn report(
        &mut self,
        code: Code,
        place: impl Into<Place>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.list.len() == MAX_DIAGNOSTICS {
            self.dropped += 1;
            return;
        }
        self.list.push(Diagnostic {
            code,
            message: message.into(),
            help: help.into(),
            place: place.into(),
        });
    }

    /// The mistake that was reported last.
    pub fn last(&self) -> Option<&Diagnostic> {
        self.list.last()
    }

    /// How many mistakes were reported.
    pub fn len(&self) -> usize {
        self.list.len() + self.dropped
    }

    /// Whether nothing was reported.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All mistakes, in the order in which they were found. When there were too many, the last one says how many are
    /// not shown.
    pub fn into_list(mut self) -> Vec<Diagnostic> {
        self.is_read = true;
        let mut list = std::mem::take(&mut self.list);
        if let (Some(last), 1..) = (list.last_mut(), self.dropped) {
            last.help.push_str(&format!(
                " (and {} more mistakes after this one)",
                self.dropped
            ));
        }
        list
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        debug_assert!(
            self.is_read || self.list.is_empty() || std::thread::panicking(),
            "diagnostics were dropped unread: {:?}",
            self.list
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "dropped unread")]
    #[cfg(debug_assertions)]
    fn an_unread_sink_panics() {
        let mut sink = Diagnostics::new();
        sink.report(Code::UnknownElement, Span::call_site(), "wrong", "mend it");
    }

    #[test]
    fn too_many_mistakes_are_counted() {
        let mut sink = Diagnostics::new();
        for _ in 0..MAX_DIAGNOSTICS + 3 {
            sink.report(Code::UnknownElement, Span::call_site(), "wrong", "mend it");
        }
        let list = sink.into_list();
        assert_eq!(list.len(), MAX_DIAGNOSTICS);
        assert!(
            list.last()
                .unwrap()
                .help
                .ends_with("(and 3 more mistakes after this one)")
        );
    }
}
