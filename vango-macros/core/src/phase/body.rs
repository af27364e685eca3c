//! The body of a component or a setup function: which of its closures run in which phase.

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};

use super::{Phase, closure, closure_in, is_markup, single};
use crate::diagnostic::Diagnostics;
use crate::flow::{argument_end, foreign_end, starts_closure};
use crate::token::{is_ident, is_punct, trees};

/// Where a closure runs that the setup context is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    In(Phase),
    /// On another thread: it may wait, block and start what it likes.
    OffLoop,
}

/// Methods of the setup context, and where their closures run, in order.
const METHODS: &[(&str, &[Runs])] = &[
    ("memo", &[Runs::In(Phase::Render)]),
    ("selector", &[Runs::In(Phase::Render)]),
    (
        "effect",
        &[Runs::In(Phase::Render), Runs::In(Phase::Handler)],
    ),
    (
        "on_change",
        &[Runs::In(Phase::Render), Runs::In(Phase::Handler)],
    ),
    ("on_mount", &[Runs::In(Phase::Handler)]),
    ("timer", &[Runs::In(Phase::Handler)]),
    ("channel", &[Runs::In(Phase::Handler)]),
    ("resource", &[Runs::In(Phase::Render), Runs::OffLoop]),
    ("action", &[Runs::OffLoop]),
    ("stream", &[Runs::OffLoop, Runs::In(Phase::Handler)]),
];

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
            let runs = match group.delimiter() {
                Delimiter::Parenthesis => runs(tokens, at, context),
                _ => &[],
            };
            arguments(&inner, runs, context, diagnostics);
        }
        at += 1;
    }
}

/// Where the closures run that are given to `render(…)` and `cx.memo(…)`.
fn runs(tokens: &[TokenTree], at: usize, context: Option<&str>) -> &'static [Runs] {
    let Some(TokenTree::Ident(name)) = at.checked_sub(1).map(|before| &tokens[before]) else {
        return &[];
    };
    let is_method = at > 1 && is_punct(&tokens[at - 2], '.');
    if !is_method {
        return if name == "render" {
            &[Runs::In(Phase::Render)]
        } else {
            &[]
        };
    }
    let receiver = at.checked_sub(3).map(|before| &tokens[before]);
    let is_context =
        receiver.is_some_and(|token| context.is_some_and(|context| is_ident(token, context)));
    let known = METHODS.iter().find(|(method, _)| name == method);
    known.filter(|_| is_context).map_or(&[], |(_, runs)| *runs)
}

/// The arguments of a call, the first of which run elsewhere.
fn arguments(
    tokens: &[TokenTree],
    runs: &[Runs],
    context: Option<&str>,
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
