//! What follows from an `.await` that was reported is not reported again: rustc would say that it stands in no `async` block.
//!
//! A closure that waits gets its body into an `async` block whose value is discarded. In the body of a setup function, whose result
//! is the user's, each `.await` becomes a call that has its type. Used after mistakes alone; correct code is not touched.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use super::parse::regroup;
use crate::flow::{closure_body, foreign_end, starts_closure};
use crate::phase::{is_async, waits};
use crate::token::{is_punct, trees};

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

/// `body`, the whole of a function, with each `.await` of its own made `.__waited()`.
pub(super) fn straight(body: &TokenStream) -> TokenStream {
    let body = replaced(body);
    quote!(use ::vango::__private::v1::Waited as _; #body)
}

fn replaced(body: &TokenStream) -> TokenStream {
    let tokens = trees(body);
    let mut out = TokenStream::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(end) = foreign_end(&tokens, at) {
            out.extend(tokens[at..end].iter().cloned());
            at = end;
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                let inner = replaced(&group.stream());
                out.extend([TokenTree::Group(regroup(group, inner))]);
            }
            TokenTree::Ident(ident)
                if ident == "await" && at > 0 && is_punct(&tokens[at - 1], '.') =>
            {
                let span = Span::mixed_site().located_at(ident.span());
                out.extend(quote_spanned!(span=> __waited()));
            }
            other => out.extend([other.clone()]),
        }
        at += 1;
    }
    out
}
