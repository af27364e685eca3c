//! Items in the body of a component or a setup function: their path has its name in it.
//!
//! `module_path!` knows modules and no functions, so two items of one name in two functions of a module would have one path. Of
//! functions that no macro of ours stands on, nothing can know the name.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::quote;

use super::argument::WITHIN;
use super::model::Kind;
use crate::token::{is_ident, is_punct, may_have, trees};

/// `body` with the function's name handed to each `#[shared]`, `#[session_key]` and `#[global]` in it; `None` when there is none.
pub(crate) fn named(function: &Ident, body: &TokenStream) -> Option<TokenStream> {
    may_have(body, &Kind::ALL.map(Kind::name))
        .then(|| handed(function, body))
        .flatten()
}

fn handed(function: &Ident, body: &TokenStream) -> Option<TokenStream> {
    let mut tokens = trees(body);
    let mut is_changed = false;
    for at in 0..tokens.len() {
        let is_attribute = at > 0 && is_punct(&tokens[at - 1], '#');
        let TokenTree::Group(group) = &tokens[at] else {
            continue;
        };
        let inner = match is_attribute && group.delimiter() == Delimiter::Bracket {
            true => attribute(function, &group.stream()),
            false => handed(function, &group.stream()),
        };
        if let Some(inner) = inner {
            let mut changed = Group::new(group.delimiter(), inner);
            changed.set_span(group.span());
            tokens[at] = TokenTree::Group(changed);
            is_changed = true;
        }
    }
    is_changed.then(|| tokens.into_iter().collect())
}

/// `shared`, `vango::shared(…)`
fn attribute(function: &Ident, inner: &TokenStream) -> Option<TokenStream> {
    let tokens = trees(inner);
    let (path, arguments) = match tokens.split_last()? {
        (TokenTree::Group(arguments), path) => (path, arguments.stream()),
        _ => (&tokens[..], TokenStream::new()),
    };
    let name = path.last()?;
    let is_ours = Kind::ALL.iter().any(|kind| is_ident(name, kind.name()));
    let is_here = path.len() == 1 || is_ident(&path[0], "vango") || is_punct(&path[0], ':');
    if !is_ours || !is_here {
        return None;
    }
    let within = Ident::new(WITHIN, name.span());
    let function = function.to_string();
    let path: TokenStream = path.iter().cloned().collect();
    // First: whatever the arguments end with, it is read.
    Some(quote!(#path(#within = #function, #arguments)))
}
