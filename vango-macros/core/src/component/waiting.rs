//! What follows from an `.await` that was reported is not reported again: rustc would say that it stands in no `async` block.
//!
//! A closure that waits gets its body into an `async` block whose value is discarded. Used after mistakes alone; correct
//! code is not touched.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::parse::regroup;
use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::phase::{is_async, waits};
use crate::token::trees;

/// `body` with each waiting closure made one that does not wait.
pub(super) fn in_closures(body: &TokenStream) -> TokenStream {
    let tokens = trees(body);
    let mut out = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if starts_closure(&tokens, at)
            && !is_async(&tokens, at)
            && let Some(body) = closure_body(&tokens, at)
        {
            let end = foreign_end(&tokens, at).unwrap_or(tokens.len());
            out.extend(tokens[at..body.min(end)].iter().cloned());
            out.extend(closure(&tokens[body.min(end)..end]));
            at = end;
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                let inner = in_closures(&group.stream());
                out.extend([TokenTree::Group(regroup(group, inner))]);
            }
            other => out.extend([other.clone()]),
        }
        at += 1;
    }
    out
}

fn closure(body: &[TokenTree]) -> TokenStream {
    let body: TokenStream = body.iter().cloned().collect();
    if waits(&body) {
        return quote!({ let _ = async { #body }; ::core::unreachable!() });
    }
    in_closures(&body)
}
