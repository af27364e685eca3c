//! Reads the function's signature; its body stays raw tokens.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::Parser as _;

use super::generics::Generics;
use super::model::{Component, Context, ContextType, Output};
use super::parameter::{is_parameter, parameter};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};

/// `None` when even the signature cannot be read; that was reported.
pub(super) fn parse(item: &TokenStream, diagnostics: &mut Diagnostics) -> Option<Component> {
    let mut tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let body = match tokens.pop() {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => group,
        last => {
            let end = last.map_or_else(Span::call_site, |token| token.span());
            let place = Place::new(Place::of(item, end).start(), end);
            return not_a_function(place, diagnostics);
        }
    };
    let head = |input: syn::parse::ParseStream<'_>| {
        Ok((
            input.call(syn::Attribute::parse_outer)?,
            input.parse::<syn::Visibility>()?,
            input.parse::<syn::Signature>()?,
        ))
    };
    let (attributes, visibility, signature) = match head.parse2(tokens.into_iter().collect()) {
        Ok(head) => head,
        Err(error) if name_of(item).is_none() => {
            return not_a_function(error.span().into(), diagnostics);
        }
        Err(error) => {
            diagnostics.report(
                Code::ComponentNotFunction,
                error.span(),
                format!("the signature of this component cannot be read: {}", without_list(&error)),
                "write `#[component] fn Name(cx: &mut Setup, title: Prop<String>) -> Component { … }`",
            );
            return None;
        }
    };
    let inputs = signature.inputs.iter();
    let place = context_place(&signature);
    let context = context(place, &signature, diagnostics);
    let props = inputs
        .enumerate()
        .filter(|(at, _)| Some(*at) != place)
        .filter_map(|(_, input)| parameter(input, diagnostics))
        .collect();
    Some(Component {
        attributes,
        visibility,
        name: signature.ident.clone(),
        generics: Generics::of(&signature),
        output: output(&signature, diagnostics),
        context,
        props,
        signature,
        body,
    })
}

/// What syn says, without the list of all that could stand there.
fn without_list(error: &syn::Error) -> String {
    let text = error.to_string();
    let list = text.find(", expected one of");
    list.map_or(text.as_str(), |list| &text[..list]).to_owned()
}

fn not_a_function(place: Place, diagnostics: &mut Diagnostics) -> Option<Component> {
    diagnostics.report(
        Code::ComponentNotFunction,
        place,
        "`#[component]` stands on a function with a body",
        "write `#[component] fn Name(cx: &mut Setup) -> Component { … }`",
    );
    None
}

/// Which parameter is meant as the setup context. One that was forgotten takes no prop's place, and `self` is none.
fn context_place(signature: &syn::Signature) -> Option<usize> {
    let mut inputs = signature.inputs.iter();
    let is_context = |input: &syn::FnArg| match input {
        syn::FnArg::Typed(input) => names_setup(&input.ty),
        syn::FnArg::Receiver(_) => false,
    };
    inputs.position(is_context).or_else(|| {
        let is_first_a_prop = signature.inputs.first().is_some_and(is_parameter);
        (!signature.inputs.is_empty() && !is_first_a_prop).then_some(0)
    })
}

/// `Setup`, `&Setup`, `&mut Setup`
fn names_setup(declared: &syn::Type) -> bool {
    match declared {
        syn::Type::Reference(reference) => names_setup(&reference.elem),
        syn::Type::Path(path) => path.path.segments.last().is_some_and(is_setup),
        _ => false,
    }
}

fn context(
    place: Option<usize>,
    signature: &syn::Signature,
    diagnostics: &mut Diagnostics,
) -> Context {
    let input = place.and_then(|place| signature.inputs.get(place));
    let is_first = signature
        .inputs
        .iter()
        .take(place.unwrap_or(0))
        .all(|input| matches!(input, syn::FnArg::Receiver(_)));
    if let (Some(input), false) = (input, is_first) {
        diagnostics.report(
            Code::ComponentContext,
            Place::of(&input.to_token_stream(), signature.ident.span()),
            "the setup context is the first parameter of a component",
            "move it to the front: `fn Name(cx: &mut Setup, …) -> Component`",
        );
    }
    let found = input.and_then(|input| {
        let syn::FnArg::Typed(input) = input else {
            return None;
        };
        let name = pattern_name(&input.pat)?;
        let syn::Type::Reference(reference) = &*input.ty else {
            return None;
        };
        let syn::Type::Path(path) = &*reference.elem else {
            return None;
        };
        let last = path.path.segments.last()?;
        (is_setup(last) && reference.mutability.is_some()).then(|| Context {
            name: Some(name.clone()),
            of: ContextType::Checked(checked(&path.path)),
        })
    });
    found.unwrap_or_else(|| {
        let place = match input {
            Some(input) => Place::of(&input.to_token_stream(), signature.ident.span()),
            None => signature.paren_token.span.join().into(),
        };
        if is_first {
            diagnostics.report(
                Code::ComponentContext,
                place,
                "the first parameter of a component is its setup context",
                "write `cx: &mut Setup` as the first parameter",
            );
        }
        Context {
            name: input.and_then(argument_name).cloned(),
            of: ContextType::Refused(
                diagnostics
                    .last()
                    .map(Diagnostic::to_compile_error)
                    .unwrap_or_default(),
            ),
        }
    })
}

/// `Setup`, however it is reached.
pub(super) fn is_setup(segment: &syn::PathSegment) -> bool {
    segment.ident == "Setup"
}

fn argument_name(input: &syn::FnArg) -> Option<&Ident> {
    match input {
        syn::FnArg::Typed(input) => pattern_name(&input.pat),
        syn::FnArg::Receiver(_) => None,
    }
}

pub(super) fn pattern_name(pattern: &syn::Pat) -> Option<&Ident> {
    match pattern {
        syn::Pat::Ident(pattern) if pattern.subpat.is_none() && pattern.by_ref.is_none() => {
            Some(&pattern.ident)
        }
        _ => None,
    }
}

/// `&mut Setup<'_, Checked>`: the generic arguments of the last segment are ours.
fn checked(path: &syn::Path) -> TokenStream {
    let mut path = path.clone();
    if let Some(last) = path.segments.last_mut() {
        last.arguments = syn::PathArguments::None;
    }
    quote!(&mut #path<'_, ::vango::__private::v1::Checked>)
}

fn output(signature: &syn::Signature, diagnostics: &mut Diagnostics) -> Output {
    if let syn::ReturnType::Type(_, output) = &signature.output
        && let syn::Type::Path(path) = &**output
        && path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "Component")
    {
        return Output::Component(output.to_token_stream());
    }
    diagnostics.report(
        Code::ComponentReturn,
        Place::of(
            &signature.output.to_token_stream(),
            signature.paren_token.span.close(),
        ),
        "a component function returns a `Component`",
        "write `-> Component` and end the function with `render(move |r| view! { r, … })`",
    );
    Output::Refused {
        declared: match &signature.output {
            syn::ReturnType::Default => TokenStream::new(),
            syn::ReturnType::Type(_, output) => output.to_token_stream(),
        },
        mistake: diagnostics
            .last()
            .map(Diagnostic::to_compile_error)
            .unwrap_or_default(),
    }
}

/// The name after `fn`, for an item that cannot be read.
pub(super) fn name_of(item: &TokenStream) -> Option<Ident> {
    let mut tokens = item
        .clone()
        .into_iter()
        .skip_while(|token| !crate::token::is_ident(token, "fn"));
    match tokens.nth(1) {
        Some(TokenTree::Ident(name)) => Some(name),
        _ => None,
    }
}

/// A group like `group` around other tokens.
pub(super) fn regroup(group: &Group, tokens: TokenStream) -> Group {
    let mut new = Group::new(group.delimiter(), tokens);
    new.set_span(group.span());
    new
}
