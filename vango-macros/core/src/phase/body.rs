//! The body of a component or a setup function: which of its closures run in which phase.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::{Phase, closure, is_markup, single};
use crate::diagnostic::Diagnostics;
use crate::flow::{foreign_end, starts_closure};
use crate::token::{is_ident, is_punct, trees};

/// Methods of the setup context whose first closure computes.
const COMPUTE: &[&str] = &["memo", "effect", "on_change", "resource", "selector"];

/// Checks a body; `context` is its setup context.
pub(crate) fn check_body(
    body: &TokenStream,
    context: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) {
    let context = context.map(ToString::to_string);
    setup(&trees(body), context.as_deref(), diagnostics);
}

fn setup(tokens: &[TokenTree], context: Option<&str>, diagnostics: &mut Diagnostics) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if starts_closure(tokens, at) {
            at = closure(tokens, at, Phase::Setup, diagnostics);
            continue;
        }
        if let Some(end) = foreign_end(tokens, at) {
            at = end;
            continue;
        }
        single(tokens, at, Phase::Setup, diagnostics);
        if let TokenTree::Group(group) = token
            && !is_markup(tokens, at)
        {
            let inner = trees(&group.stream());
            if group.delimiter() == Delimiter::Parenthesis && computes(tokens, at, context) {
                arguments(&inner, context, diagnostics);
            } else {
                setup(&inner, context, diagnostics);
            }
        }
        at += 1;
    }
}

/// `render(…)`, `cx.memo(…)`: the first closure among the arguments is a render.
fn computes(tokens: &[TokenTree], at: usize, context: Option<&str>) -> bool {
    let Some(TokenTree::Ident(name)) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return false;
    };
    let is_method = at > 1 && is_punct(&tokens[at - 2], '.');
    if !is_method {
        return name == "render";
    }
    let receiver = at.checked_sub(3).map(|before| &tokens[before]);
    COMPUTE.iter().any(|method| name == method)
        && receiver.is_some_and(|token| context.is_some_and(|context| is_ident(token, context)))
}

fn arguments(tokens: &[TokenTree], context: Option<&str>, diagnostics: &mut Diagnostics) {
    let Some(first) = (0..tokens.len()).find(|&at| starts_closure(tokens, at)) else {
        return setup(tokens, context, diagnostics);
    };
    let end = closure(tokens, first, Phase::Render, diagnostics);
    setup(&tokens[end..], context, diagnostics);
}
