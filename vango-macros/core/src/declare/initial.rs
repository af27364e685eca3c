//! What an initial value may not ask.
//!
//! That it is a constant is the language's rule. A constant may still be another one in each build, or at each place: the value of
//! a session would then depend on which server it is on. Whoever hides such a macro behind one of their own is not found out.

use proc_macro2::{Delimiter, Ident, Spacing, TokenTree};

use super::model::Initial;
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::token::trees;

/// Macros that answer what the build or the place says.
const REFUSED: &[&str] = &[
    "env",
    "option_env",
    "include",
    "include_str",
    "include_bytes",
    "file",
    "line",
    "column",
];

pub(super) fn check(initial: &Initial, diagnostics: &mut Diagnostics) {
    if let Initial::Constant(tokens) = initial {
        scan(&trees(tokens), diagnostics);
    }
}

fn scan(tokens: &[TokenTree], diagnostics: &mut Diagnostics) {
    for (at, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => scan(&trees(&group.stream()), diagnostics),
            TokenTree::Ident(name) if is_call(&tokens[at + 1..]) => refuse(name, diagnostics),
            _ => {}
        }
    }
}

/// `!(…)`; in `line != (…)` the `!` is joined to what follows.
fn is_call(rest: &[TokenTree]) -> bool {
    match rest {
        [TokenTree::Punct(bang), TokenTree::Group(group), ..] => {
            bang.as_char() == '!'
                && bang.spacing() == Spacing::Alone
                && group.delimiter() != Delimiter::None
        }
        _ => false,
    }
}

fn refuse(name: &Ident, diagnostics: &mut Diagnostics) {
    if let Some(refused) = REFUSED.iter().find(|refused| name == **refused) {
        diagnostics.report(
            Code::PersistInitial,
            Place::from(name.span()),
            format!("the initial value of a persisted item is the same in every build: `{refused}!` is not"),
            "write the value itself; what differs between builds or servers is a service: `App::service(…)`",
        );
    }
}
