//! The calls of setup that take closures, and where these run: the one table that says so.

use proc_macro2::{Ident, TokenTree};

use super::Phase;
use crate::token::{is_ident, is_punct};

/// Where a closure runs that is given to the setup context, or to `render`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
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
    // A key is computed where a row is put, in whatever phase.
    ("list", &[Runs::In(Phase::Setup)]),
    ("resource", &[Runs::In(Phase::Render), Runs::OffLoop]),
    ("action", &[Runs::OffLoop]),
    ("stream", &[Runs::OffLoop, Runs::In(Phase::Handler)]),
];

/// Where the closures run that the parentheses at `at` hold, in order: those of `render(…)` and `cx.memo(…)`.
pub(crate) fn runs(tokens: &[TokenTree], at: usize, context: Option<&Ident>) -> &'static [Runs] {
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
    let is_context = receiver
        .is_some_and(|token| context.is_some_and(|context| is_ident(token, &context.to_string())));
    let known = METHODS.iter().find(|(method, _)| name == method);
    known.filter(|_| is_context).map_or(&[], |(_, runs)| *runs)
}
