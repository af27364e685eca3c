//! Where each piece of markup stands: what the parser saw, for tools that work on the source and not on its meaning.
//!
//! The model forgets where tags end and which element a fragment's child was written in, because no later stage needs
//! it. The formatter does. Invariant: [`Event::Enter`] and [`Event::Exit`] nest, in the order of the source, and a trace of
//! markup without mistakes holds every token of markup. Where mistakes were reported a trace is of no use.
//!
//! Deliberately absent: what a piece is. Its first tokens say that.

use proc_macro2::{Span, TokenStream};

use super::model::View;
use super::parse_into;
use crate::diagnostic::Diagnostics;

/// What begins and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text, an expression, a statement, control flow, or an element with all that is in it.
    Node,
    /// An attribute with its value.
    Attribute,
    /// `>` or `/>`: the end of a start tag.
    TagEnd,
    /// The body of control flow, with its braces.
    Body,
    /// An arm of a `match`, without the comma after it.
    Arm,
}

/// One step through the markup.
#[derive(Clone, Copy, Debug)]
pub enum Event {
    /// A piece begins with this token.
    Enter(Shape, Span),
    /// The innermost piece that is open ends with this token.
    Exit(Span),
}

/// Parses the input of `view!` as [`super::parse`] does, and says where everything stands.
pub fn trace(input: TokenStream, diagnostics: &mut Diagnostics) -> (View, Vec<Event>) {
    let mut trace = Trace(Some(Vec::new()));
    let view = parse_into(input, diagnostics, &mut trace);
    (view, trace.0.unwrap_or_default())
}

/// Takes events in, if anybody wants them.
#[derive(Debug)]
pub(super) struct Trace(Option<Vec<Event>>);

impl Trace {
    /// For a parse whose trace nobody wants.
    pub(super) fn off() -> Self {
        Self(None)
    }

    pub(super) fn enter(&mut self, shape: Shape, span: Span) {
        if let Some(events) = &mut self.0 {
            events.push(Event::Enter(shape, span));
        }
    }

    pub(super) fn exit(&mut self, span: Span) {
        if let Some(events) = &mut self.0 {
            events.push(Event::Exit(span));
        }
    }
}
