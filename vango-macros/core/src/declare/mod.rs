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
use quote::quote;

use crate::diagnostic::Diagnostics;

use model::Arguments;
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
        None => unreadable(item, &arguments),
    }
}

/// The item as it is; what the arguments compute stays beside it, as tokens, for there is nothing to compute it for.
fn unreadable(item: TokenStream, arguments: &Arguments) -> TokenStream {
    let upgrades = arguments
        .migrations
        .iter()
        .map(|migration| &migration.upgrade);
    let upgrades: TokenStream = upgrades.cloned().collect();
    if upgrades.is_empty() {
        return item;
    }
    quote! {
        const _: &str = ::core::stringify!(#upgrades);
        #item
    }
}
