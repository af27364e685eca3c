//! `#[setup]`: a function that allocates for the components that call it.
//!
//! The function stays what it is: generics, visibility, receiver and result are the user's. It is checked like the body
//! of a component, and the checked phase is written into the type of its context; a function without the attribute
//! cannot allocate, so no allocation escapes the check.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;

use super::expand::asserted;
use super::parse::{is_setup, pattern_name, regroup};
use super::{check_phases, context, shadow, waiting};
use crate::Audience;
use crate::declare::within;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::phase::waits;

const EXAMPLE: &str =
    "write `#[setup] fn use_toggle(cx: &mut Setup, is_open: bool) -> Toggle { … }`";

/// Expands the item behind `#[setup]`.
pub fn expand(
    arguments: TokenStream,
    item: TokenStream,
    audience: Audience,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    if let Some(first) = arguments.clone().into_iter().next() {
        diagnostics.report(
            Code::SetupFunction,
            Place::of(&arguments, first.span()),
            "`#[setup]` takes no arguments",
            "write `#[setup]`",
        );
    }
    match parse(&item, diagnostics) {
        Some(function) => function.expand(audience, diagnostics),
        None => item,
    }
}

struct Function {
    attributes: Vec<syn::Attribute>,
    visibility: syn::Visibility,
    /// With the checked phase in the type of its context.
    signature: syn::Signature,
    /// `None`: the context has no name, as in `_: &mut Setup`.
    context: Option<Ident>,
    body: Group,
}

/// `None` for what cannot be a setup function; that was reported.
fn parse(item: &TokenStream, diagnostics: &mut Diagnostics) -> Option<Function> {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let end = tokens.last().map_or_else(Span::call_site, TokenTree::span);
    let body = match tokens.pop() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Some(group),
        _ => None,
    };
    let head = |input: syn::parse::ParseStream<'_>| {
        Ok((
            input.call(syn::Attribute::parse_outer)?,
            input.parse::<syn::Visibility>()?,
            input.parse::<syn::Signature>()?,
        ))
    };
    let head = head.parse2(tokens.into_iter().collect());
    let (Some(body), Ok((attributes, visibility, mut signature))) = (body, head) else {
        diagnostics.report(
            Code::SetupFunction,
            Place::new(Place::of(item, end).start(), end),
            "`#[setup]` stands on a function with a body",
            EXAMPLE,
        );
        return None;
    };
    let context = signature.inputs.iter_mut().find_map(checked);
    let body = match &context {
        Some(_) => body,
        None => {
            no_context(&attributes, &signature, diagnostics);
            with_mistake(&body, diagnostics)
        }
    };
    Some(Function {
        attributes,
        visibility,
        signature,
        context: context.flatten(),
        body,
    })
}

/// Writes the checked phase into `cx: &mut Setup`, and answers the name; `None` for any other parameter.
fn checked(input: &mut syn::FnArg) -> Option<Option<Ident>> {
    let syn::FnArg::Typed(input) = input else {
        return None;
    };
    let name = pattern_name(&input.pat).cloned();
    let syn::Type::Reference(reference) = &mut *input.ty else {
        return None;
    };
    let (syn::Type::Path(path), true) = (&mut *reference.elem, reference.mutability.is_some())
    else {
        return None;
    };
    let segment = path.path.segments.last_mut().filter(|it| is_setup(it))?;
    let lifetime = match &segment.arguments {
        syn::PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(syn::GenericArgument::Lifetime(lifetime)) => lifetime.to_token_stream(),
            _ => quote!('_),
        },
        _ => quote!('_),
    };
    segment.arguments = syn::PathArguments::AngleBracketed(syn::parse_quote!(
        <#lifetime, ::vango::__private::v1::Checked>
    ));
    Some(name)
}

fn no_context(
    attributes: &[syn::Attribute],
    signature: &syn::Signature,
    diagnostics: &mut Diagnostics,
) {
    let inputs = signature.inputs.to_token_stream();
    let help = if attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("component"))
    {
        "remove `#[setup]`: a component is checked as it is"
    } else {
        "write `cx: &mut Setup` among its parameters; a function that only reads needs no attribute and takes `cx: &impl Read`"
    };
    diagnostics.report(
        Code::SetupFunction,
        Place::of(&inputs, signature.ident.span()),
        "a setup function takes the setup context",
        help,
    );
}

/// `cx` in the body of a function that does not take it: what follows from the mistake is not told again.
fn with_mistake(body: &Group, diagnostics: &Diagnostics) -> Group {
    let tokens = body.stream();
    let mistake = diagnostics.last().map(Diagnostic::to_compile_error);
    let context = shadow::mentioned(&tokens, "cx");
    let (Some(mistake), Some(context)) = (mistake, context) else {
        return body.clone();
    };
    regroup(body, quote!(let #context = #mistake; #tokens))
}

impl Function {
    fn expand(self, audience: Audience, diagnostics: &mut Diagnostics) -> TokenStream {
        let Self {
            attributes,
            visibility,
            signature,
            context,
            body,
        } = self;
        if let Some(waits) = &signature.asyncness {
            diagnostics.report(
                Code::SetupFunction,
                waits.to_token_stream().into_iter().next().map_or_else(Span::call_site, |it| it.span()),
                "a setup function cannot be `async`: setup never waits",
                "remove `async`; what takes time goes into a resource or an action: `cx.resource(…)`",
            );
        }
        let is_async = signature.asyncness.is_some();
        let mut tokens = body.stream();
        if let Some(mended) = check_phases(&tokens, context.as_ref(), is_async, diagnostics) {
            tokens = mended;
        }
        if !is_async && audience == Audience::Compiler && waits(&tokens) {
            tokens = waiting::straight(&tokens);
        }
        if let Some(context) = &context
            && let Some(mistake) = context::check(context, &tokens, diagnostics)
        {
            tokens = shadow::in_closures(&tokens, context, &mistake);
        }
        let parameters = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(input) => pattern_name(&input.pat).map(ToString::to_string),
            syn::FnArg::Receiver(_) => None,
        });
        let parameters: Vec<String> = parameters.collect();
        let tokens = within::named(&signature.ident, &tokens).unwrap_or(tokens);
        let tokens = asserted(tokens, context.as_ref(), parameters, audience);
        let body = regroup(&body, tokens);
        quote!(#(#attributes)* #visibility #signature #body)
    }
}
