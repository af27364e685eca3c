//! Names that are Vango's own business.

use proc_macro2::TokenTree;

use crate::diagnostic::{Code, Diagnostics};
use crate::token::is_path_separator;

/// Crates behind `vango`, and the module that macros expand to.
const INTERNAL: &[&str] = &[
    "vango_runtime",
    "vango_protocol",
    "vango_server",
    "vango_schema",
    "vango_client",
    "vango_heap",
    "__private",
];

/// What `vango::prelude` has.
const PRELUDE: &[&str] = &[
    "Action",
    "ActionState",
    "App",
    "Attrs",
    "Callback",
    "Component",
    "ErrorBoundary",
    "Failure",
    "Global",
    "Lens",
    "ListSignal",
    "Load",
    "Memo",
    "Params",
    "Prop",
    "Read",
    "Rejection",
    "Render",
    "Resource",
    "Selector",
    "SendError",
    "Sender",
    "Service",
    "SessionKey",
    "Setup",
    "Shared",
    "Signal",
    "Slot",
    "SlotFn",
    "Stored",
    "Timer",
    "TrustedHtml",
    "Tx",
    "View",
    "Work",
    "Write",
    "render",
];

/// Reports a path that leads through one of them; answers whether it did.
pub(super) fn check(tokens: &[TokenTree], at: usize, diagnostics: &mut Diagnostics) -> bool {
    let TokenTree::Ident(ident) = &tokens[at] else {
        return false;
    };
    let name = ident.to_string();
    if !INTERNAL.contains(&name.as_str()) || !is_path_separator(tokens, at + 1) {
        return false;
    }
    let item = last_segment(tokens, at);
    let help = match item.filter(|item| PRELUDE.contains(&item.as_str())) {
        Some(item) => format!("write `{item}`: `use vango::prelude::*;` brings it"),
        None => "write `use vango::prelude::*;`, or the path of the crate `vango` that its documentation names".to_owned(),
    };
    diagnostics.report(
        Code::Internal,
        ident.span(),
        "this path leads inside of Vango: what is there changes with any version",
        help,
    );
    true
}

/// The end of the path that begins at `at`.
fn last_segment(tokens: &[TokenTree], mut at: usize) -> Option<String> {
    while is_path_separator(tokens, at + 1)
        && matches!(tokens.get(at + 3), Some(TokenTree::Ident(_)))
    {
        at += 3;
    }
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
        _ => None,
    }
}
