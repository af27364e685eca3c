//! What a `view!` becomes: templates, and the steps that fill their slots.

use proc_macro2::{Ident, Span, TokenStream};

use super::row::Taken;
use super::template::Template;
use crate::html::bind::Bind;
use crate::parse::model::{Component, Each, Expr, For, Value};

/// A lowered `view!`.
#[derive(Debug)]
pub struct Program<'m> {
    /// Every template of this `view!`; the root's comes first.
    pub templates: Vec<Template>,
    /// What fills the root's template.
    pub root: Block<'m>,
}

/// A template and what fills its slots.
#[derive(Debug)]
pub struct Block<'m> {
    /// Index in [`Program::templates`].
    pub template: usize,
    /// In template order.
    pub steps: Vec<Step<'m>>,
}

/// The body of a branch.
#[derive(Debug)]
pub enum Body<'m> {
    /// It shows something.
    Block(Block<'m>),
    /// It shows nothing, though statements may stand in it.
    Nothing(Vec<Step<'m>>),
}

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// Text, or it is only there or not: a `bool` means something.
    TextOrPresence,
    /// A URL; only schemes that do not run script are written.
    Url,
}

/// How often a handler is there in what one `view!` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// Once.
    Once,
    /// For each row.
    EachRow,
}

/// One statement of the expansion.
#[derive(Debug)]
pub enum Step<'m> {
    /// A statement of the user.
    Let(&'m TokenStream),
    /// Steps whose `let`s end with them: the children of an element.
    Scope(Vec<Step<'m>>),
    /// An attribute.
    Attr {
        /// What to write.
        value: &'m Value,
        /// What the attribute holds.
        holds: Holds,
        /// The attribute's name.
        span: Span,
    },
    /// A class that is on or off.
    Class {
        /// The condition.
        value: &'m Value,
        /// The attribute's name.
        span: Span,
    },
    /// A declaration of the style attribute.
    Style {
        /// What to write.
        value: &'m Value,
        /// The attribute's name.
        span: Span,
    },
    /// Several attributes.
    Spread {
        /// Their expression.
        value: &'m Value,
        /// The names that the element has by itself.
        own: Vec<String>,
        /// The braces.
        span: Span,
    },
    /// `bind:`; fills two slots.
    Bind {
        /// What is bound.
        bind: Bind,
        /// To what.
        value: &'m Value,
        /// How often it is there.
        times: Times,
        /// The property's name.
        span: Span,
    },
    /// A handler.
    On {
        /// Name of the event in the runtime, with the user's span.
        event: Ident,
        /// The name that is being typed, when it is not the event's.
        written: Option<&'m Ident>,
        /// The handler.
        value: &'m Value,
        /// The rows that it takes along.
        rows: Vec<Taken>,
        /// How often it is there.
        times: Times,
        /// Who reads it.
        reader: Reader,
    },
    /// `{expr}`
    Expr(&'m Expr),
    /// `if`
    If {
        /// Conditions and bodies.
        branches: Vec<(&'m TokenStream, Body<'m>)>,
        /// `else`; a missing one shows nothing.
        otherwise: Body<'m>,
    },
    /// `match`
    Match {
        /// What is matched.
        subject: &'m TokenStream,
        /// Patterns and bodies.
        arms: Vec<(&'m TokenStream, Body<'m>)>,
    },
    /// `for`
    For {
        /// Its header.
        model: &'m For,
        /// A row.
        row: Block<'m>,
    },
    /// `each`
    Each {
        /// Its header.
        model: &'m Each,
        /// A row.
        row: Block<'m>,
    },
    /// A component.
    Child {
        /// Its tag.
        component: &'m Component,
        /// Statements that its content sees.
        lead: Vec<Step<'m>>,
        /// The views that it is given, by the names of its props.
        slots: Vec<(Ident, Block<'m>)>,
        /// Content that was reported, kept so that editors see it as the markup that it is.
        refused: Vec<Block<'m>>,
    },
    /// Markup that was reported as misplaced: checked, but not shown.
    Refused(Block<'m>),
    /// Tokens that were reported; they are kept for editors.
    Salvage(TokenStream),
}

/// Who reads a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The compiler.
    Compiler,
    /// It was reported, and the compiler would only repeat it in other words: rust-analyzer alone, which completes in it.
    Editor,
}
