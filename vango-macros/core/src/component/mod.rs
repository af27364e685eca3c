//! `#[component]`: a setup function becomes a type that the runtime can mount.
//!
//! parse → check → expand like `view!`. On mistakes the struct, the props and the body still come out, so that one
//! mistake is one error and editors keep completing in the body, which stays raw tokens.

mod attribute;
mod binding;
mod context;
mod expand;
mod generics;
mod handler;
mod markup;
mod model;
pub(crate) mod parameter;
mod parse;
mod props;
mod purity;
mod requirement;
mod rule;
mod setup;
mod shadow;

use proc_macro2::TokenStream;

pub use setup::expand as expand_setup;

use crate::Audience;
use crate::declare::within;
use crate::diagnostic::{Code, Diagnostics, Place};
use model::{Component, Output};

/// Expands the item behind `#[component]`.
pub fn expand(
    arguments: TokenStream,
    item: TokenStream,
    audience: Audience,
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
        Some(mut component) => {
            rule::check(&component, diagnostics);
            check_context(&mut component, diagnostics);
            if let Some(tokens) = within::named(&component.name, &component.body.stream()) {
                component.body = parse::regroup(&component.body, tokens);
            }
            expand::component(&component, audience)
        }
        None => expand::unreadable(item),
    }
}

/// Where the setup context stands in the body.
fn check_context(component: &mut Component, diagnostics: &mut Diagnostics) {
    let Some(name) = &component.context.name else {
        return;
    };
    let tokens = component.body.stream();
    let is_refused = matches!(component.output, Output::Refused { .. });
    if is_refused && shadow::renders_with(&tokens, name) {
        // `view! { cx, … }` belongs to the mistake that was reported: the function answers a view.
        return;
    }
    if let Some(mistake) = context::check(name, &tokens, diagnostics) {
        let tokens = shadow::in_closures(&tokens, name, &mistake);
        component.body = parse::regroup(&component.body, tokens);
    }
}
