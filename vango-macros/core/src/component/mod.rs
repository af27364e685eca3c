//! `#[component]`: a setup function becomes a type that the runtime can mount.
//!
//! parse → check → expand like `view!`. On mistakes the struct, the props and the body still come out, so that one
//! mistake is one error and editors keep completing in the body, which stays raw tokens.

mod attribute;
mod context;
mod expand;
mod generics;
mod model;
mod parameter;
mod parse;
mod props;
mod purity;
mod rule;

use proc_macro2::TokenStream;

use crate::diagnostic::{Code, Diagnostics, Place};

/// Expands the item behind `#[component]`.
pub fn expand(
    arguments: TokenStream,
    item: TokenStream,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    if let Some(first) = arguments.clone().into_iter().next() {
        diagnostics.report(
            Code::ComponentSignature,
            Place::of(&arguments, first.span()),
            "`#[component]` takes no arguments",
            "write `#[component]`",
        );
    }
    match parse::parse(&item, diagnostics) {
        Some(component) => {
            rule::check(&component, diagnostics);
            context::check(&component, diagnostics);
            expand::component(&component)
        }
        None => expand::unreadable(item),
    }
}
