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
mod policy;
mod props;
mod purity;
mod requirement;
mod rule;
mod scope;
mod setup;
mod shadow;
mod waiting;

use proc_macro2::{Ident, TokenStream};

pub use setup::expand as expand_setup;

use crate::Audience;
use crate::declare::within;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::phase;
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
            if component.signature.receiver().is_some() {
                // It stands in an `impl`, where a type cannot stand: that would be a second error.
                return TokenStream::new();
            }
            if let Some(body) = check_phases(
                &component.body.stream(),
                component.context.name.as_ref(),
                component.signature.asyncness.is_some(),
                diagnostics,
            ) {
                component.body = parse::regroup(&component.body, body);
            }
            check_result(&mut component, diagnostics);
            check_context(&mut component, diagnostics);
            if let Some(tokens) = within::named(&component.name, &component.body.stream()) {
                component.body = parse::regroup(&component.body, tokens);
            }
            expand::component(&component, audience)
        }
        None => expand::unreadable(item),
    }
}

/// What a body calls in which phase, and whether its actions say their policy; `is_async`: it was refused as a whole. Answers the
/// body without what would be told again, if there is any of it.
fn check_phases(
    body: &TokenStream,
    context: Option<&Ident>,
    is_async: bool,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let mistakes = diagnostics.len();
    if !is_async {
        phase::check_body(body, context, diagnostics);
    }
    let waits = (diagnostics.len() > mistakes).then(|| waiting::in_closures(body));
    let shown = waits.as_ref().unwrap_or(body);
    let mended = context.and_then(|context| policy::check(context, shown, diagnostics));
    mended.or(waits)
}

/// A body that ends with a view, or with nothing, instead of `render`.
fn check_result(component: &mut Component, diagnostics: &mut Diagnostics) {
    let Output::Component(declared) = &component.output else {
        return;
    };
    let body = component.body.stream();
    let (span, what) = match shadow::final_view(&body) {
        // The place of what is missing: where a closure of `render` would have its context.
        Some(context) => (context.span(), "this one ends with a view"),
        None if shadow::ends_with_nothing(&body) => {
            (component.body.span_close(), "this one ends without it")
        }
        None => return,
    };
    diagnostics.report(
        Code::ComponentReturn,
        span,
        format!("a component ends with `render`, and {what}"),
        "write `render(move |r| view! { r, … })`: the closure runs again whenever what it reads has changed",
    );
    component.output = Output::Refused {
        declared: declared.clone(),
        mistake: diagnostics
            .last()
            .map(Diagnostic::to_compile_error)
            .unwrap_or_default(),
    };
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
