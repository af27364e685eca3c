//! One call for each slot of an element, and for `{expr}`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::value::{Outcome, argument, handler as handler_closure, outcome, value};
use super::{at, builder, method};
use crate::lower::program::UrlCheck;
use crate::parse::model::{Expr, Value};

/// `__b.attr(value);`
pub(super) fn attr(model: &Value, check: UrlCheck, span: Span) -> TokenStream {
    let name = match check {
        UrlCheck::None => "attr",
        UrlCheck::SafeScheme => "url",
    };
    let (b, method, value) = (builder(), method(name, at(span)), value(model));
    quote!(#b.#method(#value);)
}

/// `__b.class(condition);`
pub(super) fn class(model: &Value, span: Span) -> TokenStream {
    let (b, method, value) = (builder(), method("class", at(span)), value(model));
    quote!(#b.#method(#value);)
}

/// `__b.expr(value);`
pub(super) fn expr(model: &Expr) -> TokenStream {
    let span = model
        .tokens
        .clone()
        .into_iter()
        .next()
        .map_or(model.span, |token| token.span());
    let (b, method, value) = (builder(), method("expr", at(span)), argument(&model.tokens));
    if value.is_empty() {
        return quote!(#b.#method(""););
    }
    quote!(#b.#method(#value);)
}

/// `__b.on0(__v::events::click, move |tx| { … });` and its kin: the arity of a literal is seen in its syntax, and a `?`
/// in its body makes it fallible.
pub(super) fn handler(event: &Ident, written: Option<&Ident>, model: &Value) -> TokenStream {
    let b = builder();
    let span = at(event.span());
    let (name, handler) = match model {
        Value::Closure(closure) => {
            let outcome = outcome(closure);
            let name = match (outcome, closure.parameter_count) {
                (Outcome::Discarded, 0 | 1) => "on0",
                (Outcome::Discarded, _) => "on1",
                (Outcome::Fallible, 0 | 1) => "try0",
                (Outcome::Fallible, _) => "try1",
            };
            (name, handler_closure(closure, outcome))
        }
        other => ("on_with", value(other)),
    };
    let method = method(name, span);
    let half_typed = written.map(|ident| {
        // Only rust-analyzer sees this: it completes the name that is being typed.
        quote! {
            #[allow(unexpected_cfgs)]
            {
                #[cfg(rust_analyzer)]
                { let _ = __v::events::#ident; }
            }
        }
    });
    quote!(#half_typed #b.#method(__v::events::#event, #handler);)
}
