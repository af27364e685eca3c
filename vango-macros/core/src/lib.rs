//! The library behind Vango's macros: parse → check → lower → expand.
//!
//! Everything works on `proc_macro2` tokens, so that the formatter, template hot reload and tests use the same code as
//! the compiler. Each stage is pure. [`parse`] is tolerant and always yields a model; [`check`] reports what is wrong
//! with it; [`lower`] computes templates; [`expand`] writes Rust and cannot fail.
//!
//! Invariant: whatever the input, the answer holds every user expression exactly once, with its own spans, and beside
//! it the mistakes as `compile_error!`s: an editor keeps completing in half-typed code.
//!
//! This crate never reads files, the environment or the clock, and never parses a user's expression to expand it.

pub mod catalogue;
pub mod check;
pub mod component;
pub mod declare;
pub mod diagnostic;
pub mod expand;
mod flow;
pub mod html;
pub mod limits;
pub mod lower;
mod option;
pub mod parse;
pub mod persist;
mod phase;
mod suggest;
mod token;

use proc_macro2::TokenStream;

use declare::Kind;
use diagnostic::{Diagnostic, Diagnostics};

/// What a macro answers.
#[derive(Debug)]
pub struct Expansion {
    /// The code, the mistakes included as `compile_error!`s.
    pub tokens: TokenStream,
    /// The mistakes, for tools.
    pub diagnostics: Vec<Diagnostic>,
}

/// Who reads what a macro answers.
///
/// An editor expands a macro twice, as the code is and with a marker where the cursor stands, and compares the two by their offsets;
/// it resolves every token that has the place of one of the user's. So it gets what it needs first and under the user's names alone,
/// and what follows is in an order that a half-typed word does not change. The compiler gets the least code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// rustc, and tools that do what it does.
    Compiler,
    /// rust-analyzer.
    Editor,
}

/// `view! { r, … }`
///
/// ```
/// let expansion = vango_macros_core::view(r#"r, <p>"Hello"</p>"#.parse().unwrap());
/// assert!(expansion.diagnostics.is_empty());
/// assert!(expansion.tokens.to_string().contains("<p>Hello</p>"));
/// ```
pub fn view(input: TokenStream) -> Expansion {
    view_for(Audience::Compiler, input)
}

/// [`view`], for a reader.
pub fn view_for(audience: Audience, input: TokenStream) -> Expansion {
    let mut sink = Diagnostics::new();
    let model = parse::parse(input, &mut sink);
    check::check(&model, &mut sink);
    let diagnostics = sink.into_list();
    let program = lower::lower(&model);
    let tokens = expand::view(&program, &model, &diagnostics, audience);
    Expansion {
        tokens,
        diagnostics,
    }
}

/// `#[component] fn …`
pub fn component(arguments: TokenStream, item: TokenStream) -> Expansion {
    component_for(Audience::Compiler, arguments, item)
}

/// [`component`](component()), for a reader.
pub fn component_for(audience: Audience, arguments: TokenStream, item: TokenStream) -> Expansion {
    let mut sink = Diagnostics::new();
    let tokens = component::expand(arguments, item, audience, &mut sink);
    finish_for(audience, sink, tokens)
}

/// `#[setup] fn …`
pub fn setup(arguments: TokenStream, item: TokenStream) -> Expansion {
    setup_for(Audience::Compiler, arguments, item)
}

/// [`setup`], for a reader.
pub fn setup_for(audience: Audience, arguments: TokenStream, item: TokenStream) -> Expansion {
    let mut sink = Diagnostics::new();
    let tokens = component::expand_setup(arguments, item, audience, &mut sink);
    finish_for(audience, sink, tokens)
}

/// `#[derive(Persist)]`
pub fn persist(item: TokenStream) -> Expansion {
    let mut sink = Diagnostics::new();
    let tokens = persist::derive(item, &mut sink);
    finish(sink, tokens)
}

/// `#[shared] static …`
pub fn shared(arguments: TokenStream, item: TokenStream) -> Expansion {
    declare(Kind::Shared, arguments, item)
}

/// `#[session_key] static …`
pub fn session_key(arguments: TokenStream, item: TokenStream) -> Expansion {
    declare(Kind::SessionKey, arguments, item)
}

/// `#[global] static …`
pub fn global(arguments: TokenStream, item: TokenStream) -> Expansion {
    declare(Kind::Global, arguments, item)
}

fn declare(kind: Kind, arguments: TokenStream, item: TokenStream) -> Expansion {
    let mut sink = Diagnostics::new();
    let tokens = declare::expand(kind, arguments, item, &mut sink);
    finish(sink, tokens)
}

/// The mistakes, and behind them the code.
fn finish(sink: Diagnostics, tokens: TokenStream) -> Expansion {
    finish_for(Audience::Compiler, sink, tokens)
}

/// The mistakes and the code; for an editor whole items first, whose places a mistake's wording must not move.
fn finish_for(audience: Audience, sink: Diagnostics, tokens: TokenStream) -> Expansion {
    let diagnostics = sink.into_list();
    let errors: TokenStream = diagnostics
        .iter()
        .map(Diagnostic::to_compile_error)
        .collect();
    let last = tokens.clone().into_iter().last();
    let is_whole = last.is_some_and(|last| token::is_brace(&last) || token::is_punct(&last, ';'));
    let parts = match audience {
        Audience::Editor if is_whole => [tokens, errors],
        _ => [errors, tokens],
    };
    let tokens = parts.into_iter().collect();
    Expansion {
        tokens,
        diagnostics,
    }
}
