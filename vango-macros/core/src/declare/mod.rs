//! `#[shared]`, `#[session_key]` and `#[global]`: a `static` becomes the name of a persisted value.
//!
//! parse → check → expand like `view!`. Invariant: the `static` comes out with the type that it would have had, whatever is
//! wrong with it, so that what uses it has no mistakes of its own; its initial value comes out once, as the user wrote it.
//! Deliberately absent: what types can say. Whether a value can be persisted, and whether its initial value is a constant of its
//! type, is rustc's to tell, at the user's tokens.

mod argument;
mod expand;
mod migration;
mod model;
mod parse;
mod refused;
pub(crate) mod within;

use proc_macro2::TokenStream;

use crate::diagnostic::Diagnostics;

pub use model::Kind;

/// Expands the item behind one of the three.
pub fn expand(
    kind: Kind,
    arguments: TokenStream,
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let arguments = argument::parse(kind, &arguments, diagnostics);
    match parse::parse(kind, &item, diagnostics) {
        Some(declaration) => expand::expand(&declaration, &arguments),
        None => item,
    }
}
