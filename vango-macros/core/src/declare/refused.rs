//! What an initial value may not be, though it is none of the language's business.
//!
//! That it is a constant is the language's rule. A constant may still be another one in each build, or at each place: the value of
//! a session would then depend on which server it is on. Whoever hides such a macro behind one of their own is not found out.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

use super::parse::mistake;
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

/// Looks at the tokens, in groups and in the arguments of macros too; answers the last mistake as a value.
pub(super) fn check(
    tokens: &[TokenTree],
    diagnostics: &mut Diagnostics,
) -> Result<(), TokenStream> {
    let mut found = Ok(());
    for (at, token) in tokens.iter().enumerate() {
        let here = match token {
            TokenTree::Group(group) => check(&trees(&group.stream()), diagnostics),
            TokenTree::Ident(name) if is_call(&tokens[at + 1..]) => call(name, diagnostics),
            _ => Ok(()),
        };
        found = here.and(found);
    }
    found
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

fn call(name: &Ident, diagnostics: &mut Diagnostics) -> Result<(), TokenStream> {
    let (message, help) = if name == "vec" {
        (
            "the initial value of a persisted item is a constant, and `vec!` allocates".to_owned(),
            "write `[…]`: an array is what the `Vec` begins with",
        )
    } else if let Some(refused) = REFUSED.iter().find(|refused| name == **refused) {
        (
            format!(
                "the initial value of a persisted item is the same in every build: `{refused}!` is not"
            ),
            "write the value itself; what differs between builds or servers is a service: `App::service(…)`",
        )
    } else {
        return Ok(());
    };
    diagnostics.report(
        Code::PersistInitial,
        Place::from(name.span()),
        message,
        help,
    );
    Err(mistake(diagnostics))
}
