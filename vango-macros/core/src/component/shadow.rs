//! What follows from a mistake that was reported is not reported again.
//!
//! A closure that takes the setup context along breaks rules of rustc as well, and rustc would tell of a closure that is
//! not `Sync`, or of a lifetime. Within such a closure the context becomes a variable with the value
//! `compile_error!{…}`, with the text and place of the diagnostic: rustc shows equal errors once, and says nothing about
//! what comes of an erroneous value. Used after mistakes alone; correct code is not touched.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::binding::names_variable;
use super::context::is_parameter;
use super::parse::regroup;
use super::scope;
use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::token::{has_word, is_brace, is_ident, is_punct, trees};

/// `body` with the `context` replaced in each closure that takes it along; `mistake` is the value that it gets.
pub(super) fn in_closures(
    body: &TokenStream,
    context: &Ident,
    mistake: &TokenStream,
) -> TokenStream {
    let tokens = trees(body);
    let mut out = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match foreign_end(&tokens, at) {
            Some(end) if !is_ident(token, "fn") => {
                out.extend(closure(&tokens[at..end], context, mistake));
                at = end;
                continue;
            }
            Some(end) => {
                out.extend(tokens[at..end].iter().cloned());
                at = end;
                continue;
            }
            None => {}
        }
        match token {
            TokenTree::Group(group) => {
                let inner = in_closures(&group.stream(), context, mistake);
                out.extend([TokenTree::Group(regroup(group, inner))]);
            }
            other => out.extend([other.clone()]),
        }
        at += 1;
    }
    out
}

/// A closure or `async` block.
fn closure(tokens: &[TokenTree], context: &Ident, mistake: &TokenStream) -> TokenStream {
    let unchanged = || tokens.iter().cloned().collect();
    if is_parameter(tokens, context) || scope::free(tokens, &[context.to_string()]).is_empty() {
        return unchanged();
    }
    let bar = (0..tokens.len()).find(|&at| starts_closure(tokens, at));
    let body = match bar {
        Some(bar) => closure_body(tokens, bar),
        None => tokens.iter().position(is_brace),
    };
    let Some(body) = body.filter(|body| *body < tokens.len()) else {
        return unchanged();
    };
    let (head, tail) = tokens.split_at(body);
    let shadow = quote!(let #context = #mistake;);
    let body = match tail {
        [TokenTree::Group(group)] if is_brace(&tail[0]) => {
            let inner = group.stream();
            TokenTree::Group(regroup(group, quote!(#shadow #inner))).into()
        }
        _ => {
            let expression: TokenStream = tail.iter().cloned().collect();
            quote!({ #shadow #expression })
        }
    };
    head.iter().cloned().chain(body).collect()
}

/// A variable called `name` in `body`.
pub(super) fn mentioned(body: &TokenStream, name: &str) -> Option<Ident> {
    let tokens = trees(body);
    tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| match token {
            TokenTree::Group(group) => mentioned(&group.stream(), name),
            TokenTree::Ident(ident) if ident == name && names_variable(&tokens, at) => {
                Some(ident.clone())
            }
            _ => None,
        })
}

/// Whether `body` has a `view!` whose render context is the setup context.
pub(super) fn renders_with(body: &TokenStream, context: &Ident) -> bool {
    let tokens = trees(body);
    tokens.iter().enumerate().any(|(at, token)| {
        let TokenTree::Group(group) = token else {
            return false;
        };
        let is_view = at > 1 && is_punct(&tokens[at - 1], '!') && is_ident(&tokens[at - 2], "view");
        let first = group.stream().into_iter().next();
        let names_context = first.is_some_and(|token| is_ident(&token, &context.to_string()));
        is_view && names_context || renders_with(&group.stream(), context)
    })
}

/// The context of the `view!` that `body` ends with, where `render` should stand.
pub(super) fn final_view(body: &TokenStream) -> Option<Ident> {
    let tokens = trees(body);
    let [.., view, bang, TokenTree::Group(markup)] = tokens.as_slice() else {
        return None;
    };
    let is_view = is_ident(view, "view") && is_punct(bang, '!');
    match markup.stream().into_iter().next() {
        Some(TokenTree::Ident(context)) if is_view => Some(context),
        _ => None,
    }
}

/// Whether `body` comes to its end without an answer, and does not name `render`. What rustc says of a semicolon behind
/// `render(…)` is better than what could be said here.
pub(super) fn ends_with_nothing(body: &TokenStream) -> bool {
    let tokens = trees(body);
    let is_open = tokens.last().is_none_or(|last| is_punct(last, ';'));
    let answers = [
        "render",
        "return",
        "loop",
        "todo",
        "panic",
        "unimplemented",
        "unreachable",
    ];
    is_open && !answers.iter().any(|word| has_word(&tokens, word))
}
