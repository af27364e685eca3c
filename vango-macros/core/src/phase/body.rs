//! The body of a component or a setup function: which of its closures run in which phase.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::call::{Runs, runs};
use super::{Phase, closure, closure_in, is_markup, single};
use crate::diagnostic::Diagnostics;
use crate::flow::{argument_end, foreign_end, starts_closure};
use crate::token::trees;

/// Checks a body; `context` is its setup context.
pub(crate) fn check_body(
    body: &TokenStream,
    context: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) {
    setup(&trees(body), context, diagnostics);
}

fn setup(tokens: &[TokenTree], context: Option<&Ident>, diagnostics: &mut Diagnostics) {
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
            let runs = match group.delimiter() {
                Delimiter::Parenthesis => runs(tokens, at, context),
                _ => &[],
            };
            arguments(&inner, runs, context, diagnostics);
        }
        at += 1;
    }
}

/// The arguments of a call, the first of which run elsewhere.
fn arguments(
    tokens: &[TokenTree],
    runs: &[Runs],
    context: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) {
    let mut rest = tokens;
    for runs in runs {
        let (argument, behind) = rest.split_at(argument_end(rest));
        match (
            runs,
            (0..argument.len()).find(|&at| starts_closure(argument, at)),
        ) {
            (Runs::OffLoop, _) => {}
            (Runs::In(phase), Some(bar)) => {
                let end = closure_in(argument, bar, *phase, diagnostics);
                setup(&argument[end..], context, diagnostics);
            }
            (Runs::In(_), None) => setup(argument, context, diagnostics),
        }
        rest = behind.get(1..).unwrap_or_default();
    }
    setup(rest, context, diagnostics);
}
