//! `#[derive(Persist)]`: the schema of a value type, as a constant.
//!
//! What is stored is what serde writes, so serde's own attributes are read here and mean what they mean there. Those that
//! make the stored form something that cannot be seen in the type (`with`, `flatten`, `tag`, …) are refused: nobody could say
//! before a deploy whether a value is still read.

mod attribute;
mod expand;
mod fault;
pub(crate) mod id;
mod model;
mod parse;
mod rename;

use proc_macro2::TokenStream;

use crate::diagnostic::Diagnostics;

/// Expands the item behind `#[derive(Persist)]`.
pub fn derive(item: TokenStream, diagnostics: &mut Diagnostics) -> TokenStream {
    match parse::parse(item, diagnostics) {
        Some(value) => expand::expand(&value),
        None => TokenStream::new(),
    }
}
