//! A component function as Rust.
//!
//! ```text
//! pub struct Card;
//! impl Card { fn __body(cx: &mut Setup<'_, Checked>, title: Prop<String>) -> Component { …the body… } }
//! const _: () = {
//!     use ::vango::__private::v1 as __v;
//!     pub struct ValuesOfCard { title: Option<String> }  // as a parent gives them
//!     …builder…
//!     impl __v::ComponentDef for Card { … }
//!     impl __v::Mount for ValuesOfCard { … }
//! };
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::generics::Generics;
use super::model::{Component, ContextType, Kind, Output, Prop};
use super::parameter::resolvable;
use super::parse::{name_of, regroup};
use super::props::{self, Names};
use super::{purity, shadow};
use crate::Audience;
use crate::diagnostic::Place;
use crate::phase::waits;

/// Attributes that belong to the type that markup names; all others belong to the body.
const TYPE_ATTRIBUTES: &[&str] = &["doc", "deprecated"];

/// Lints that would be about our code and not the user's.
fn allowed() -> TokenStream {
    quote!(#[allow(dead_code, nonstandard_style, missing_docs, private_interfaces, private_bounds, unreachable_pub, unreachable_code)])
}

pub(super) fn component(component: &Component, audience: Audience) -> TokenStream {
    let Component {
        name, visibility, ..
    } = component;
    let names = Names::of(component);
    let (of_type, of_body): (Vec<_>, Vec<_>) = component
        .attributes
        .iter()
        .partition(|a| TYPE_ATTRIBUTES.iter().any(|name| a.path().is_ident(name)));
    let conditions: Vec<_> = component
        .attributes
        .iter()
        .filter(|a| a.path().is_ident("cfg"))
        .collect();
    let of_body = of_body.into_iter().filter(|a| !a.path().is_ident("cfg"));
    let items = props::items(component, &names);
    let entry = props::entry(component, &names);
    let body = body(component, audience);
    let definition = definition(component, &names);
    let allowed = allowed();
    // A name in another case was reported in our words.
    let is_camel =
        name.to_string().starts_with(|c: char| c.is_uppercase()) && !name.to_string().contains('_');
    let lint = (!is_camel).then(|| quote!(#[allow(non_camel_case_types)]));
    let Generics {
        declared,
        free,
        names: own,
        types,
        ..
    } = &component.generics;
    let clause = component.generics.clause(&[]);
    let free_clause = component.generics.free_clause();
    let content =
        (!types.is_empty()).then(|| quote!((#(::core::marker::PhantomData<fn() -> #types>),*)));
    // An editor leads to where the whole type stands: the keyword stands at its name, and not at the attribute.
    let keyword = match audience {
        Audience::Compiler => quote!(struct),
        Audience::Editor => quote_spanned!(name.span()=> struct),
    };
    let end = match audience {
        Audience::Compiler => quote!(;),
        Audience::Editor => quote_spanned!(name.span()=> ;),
    };
    quote! {
        #(#conditions)* #(#of_type)* #lint
        #visibility #keyword #name<#(#free),*> #content #free_clause #end
        #(#conditions)*
        impl<#(#declared),*> #name<#(#own),*> #clause {
            #(#of_body)*
            #body
        }
        #(#conditions)*
        #allowed
        const _: () = {
            use ::vango::__private::v1 as __v;
            #items
            #entry
            #definition
        };
    }
}

/// The user's function, with the checked phase written into its context's type.
fn body(component: &Component, audience: Audience) -> TokenStream {
    let context = component
        .context
        .name
        .clone()
        .unwrap_or_else(|| Ident::new("__cx", Span::mixed_site()));
    let (of_context, mut statements) = match &component.context.of {
        ContextType::Checked(declared) => (declared.clone(), TokenStream::new()),
        ContextType::Refused(mistake) => (
            quote!(&mut ::vango::__private::v1::Setup<'_, ::vango::__private::v1::Checked>),
            quote!(let #context = #mistake;),
        ),
    };
    let parameters: Vec<_> = component.props.iter().map(parameter).collect();
    statements.extend(component.props.iter().filter_map(|prop| match &prop.kind {
        Kind::Refused(mistake) => {
            let name = &prop.name;
            Some(quote!(let #name = #mistake;))
        }
        _ => None,
    }));
    let names = component.props.iter().map(|prop| prop.name.to_string());
    let tokens = asserted(
        component.body.stream(),
        component.context.name.as_ref(),
        names,
        audience,
    );
    let tokens = quote!(#statements #tokens);
    let (output, tokens) = match &component.output {
        Output::Component(output)
            if component.signature.asyncness.is_some() || waits(&component.body.stream()) =>
        {
            (
                output.clone(),
                quote!(let _ = async move { #tokens }; ::core::unreachable!()),
            )
        }
        Output::Component(output) => (output.clone(), tokens),
        Output::Refused { mistake, .. } => {
            // `view! { cx, … }` would be a second error for the same mistake, and so would `view! { r, … }` at the end.
            let body = component.body.stream();
            let mut contexts: Vec<Ident> = shadow::final_view(&body).into_iter().collect();
            if !contexts.contains(&context) && shadow::renders_with(&body, &context) {
                contexts.push(context.clone());
            }
            let shadow = quote!(#(let #contexts = #mistake;)*);
            (
                quote!(::vango::__private::v1::Component),
                quote!(let _ = move || { #shadow #tokens }; ::core::unreachable!()),
            )
        }
    };
    let body = regroup(&component.body, tokens);
    let refused = refused_types(component);
    quote! {
        #[inline(always)]
        fn __body(#context: #of_context, #(#parameters),*) -> #output #body
        #refused
    }
}

/// With assertions put in. They depend on the names in a closure, and one of those may be half-typed: an editor, which checks no
/// bounds, gets none.
pub(super) fn asserted(
    body: TokenStream,
    context: Option<&Ident>,
    parameters: impl IntoIterator<Item = String>,
    audience: Audience,
) -> TokenStream {
    match audience {
        Audience::Compiler => purity::with_assertions(body, context, parameters),
        Audience::Editor => body,
    }
}

fn parameter(prop: &Prop) -> TokenStream {
    let Prop {
        name,
        others,
        declared,
        kind,
        ..
    } = prop;
    match kind {
        Kind::Refused(_) => quote!(_: ()),
        _ => quote!(#(#others)* #name: #declared),
    }
}

/// The types that were refused, once: paths in them still resolve and complete.
fn refused_types(component: &Component) -> Option<TokenStream> {
    let parameters = component.props.iter().filter_map(|prop| match &prop.kind {
        Kind::Refused(_) => Some(resolvable(&prop.declared)),
        _ => None,
    });
    let output = match &component.output {
        Output::Refused { declared, .. } if !declared.is_empty() => Some(vec![declared.clone()]),
        _ => None,
    };
    let types: Vec<_> = parameters.chain(output).flatten().collect();
    if types.is_empty() {
        return None;
    }
    let lifetimes: Vec<_> = component.signature.generics.lifetimes().collect();
    Some(quote! {
        #[allow(dead_code)]
        fn __refused<#(#lifetimes),*>(#(_: #types),*) {}
    })
}

fn definition(component: &Component, names: &Names) -> TokenStream {
    let values = &names.values;
    let name = &component.name;
    let text = name.to_string();
    let Generics {
        declared,
        names: own,
        ..
    } = &component.generics;
    let clause = component.generics.clause(&[]);
    // Hygienic, and none of the props: one may be called `cx`.
    let site = Span::mixed_site();
    let cx = Ident::new("__cx", site);
    let allocations = component.props.iter().map(|prop| {
        let (field, variable) = (&prop.name, variable(prop));
        let Some(mut function) = allocation(prop) else {
            return quote!(let #variable = (););
        };
        let keeps = keeps(prop);
        // At the parameter: that is where rustc reports a type that cannot be kept.
        let span = Span::call_site().located_at(prop.span);
        function.set_span(span);
        let value = quote_spanned!(span=> &mut self.#field);
        // An argument that cannot be handed on is told at its type.
        let of = match &prop.kind {
            Kind::Callback(argument) => Some(quote_spanned!(span=> ::<#argument>)),
            _ => None,
        };
        let call = quote_spanned!(span=> __v::#function #of (#cx, #value #keeps));
        quote!(let #variable = #call;)
    });
    let variables = component.props.iter().map(variable);
    let call = quote_spanned!(site=> <#name<#(#own),*>>::__body(#cx, #(#variables),*));
    let updates: Vec<_> = component
        .props
        .iter()
        .filter_map(|prop| {
            let field = &prop.name;
            let method = update(prop)?;
            let keeps = keeps(prop);
            Some(quote!(#cx.#method(&mut self.#field #keeps);))
        })
        .collect();
    let update = (!updates.is_empty()).then(|| {
        quote! {
            #[inline(always)]
            fn update(&mut self, #cx: &mut __v::PropWriter<'_>) { #(#updates)* }
        }
    });
    quote! {
        impl<#(#declared),*> __v::ComponentDef for #name<#(#own),*> #clause {
            const NAME: &'static str = #text;
            type Props = #values<#(#own),*>;
        }
        impl<#(#declared),*> __v::Mount for #values<#(#own),*> #clause {
            #[inline(always)]
            fn setup(&mut self, #cx: &mut __v::Setup<'_, __v::Checked>) -> __v::Component {
                #(#allocations)*
                #call
            }
            #update
        }
    }
}

/// A parameter in the code around the user's.
fn variable(prop: &Prop) -> Ident {
    let mut name = prop.name.clone();
    name.set_span(Span::mixed_site());
    name
}

/// The function that allocates a parameter in setup.
fn allocation(prop: &Prop) -> Option<Ident> {
    method(prop, "keep")
}

/// The method that hands a parameter of a parent's new render over.
fn update(prop: &Prop) -> Option<Ident> {
    method(prop, "renew")
}

/// That the value of a prop can be kept, said at its type: a further argument.
fn keeps(prop: &Prop) -> Option<TokenStream> {
    let Kind::Value(value) = &prop.kind else {
        return None;
    };
    let at = Place::of(value, prop.span)
        .start()
        .resolved_at(Span::call_site());
    Some(quote_spanned!(at=> , __v::keeps::<#value>()))
}

fn method(prop: &Prop, of_value: &str) -> Option<Ident> {
    let name = match &prop.kind {
        Kind::Value(_) => of_value,
        Kind::Slot => "slot",
        Kind::SlotFn(_) => "slot_fn",
        Kind::Callback(_) => "callback",
        Kind::Refused(_) => return None,
    };
    Some(Ident::new(name, Span::call_site()))
}

/// An item that cannot be read: as it is, beside a type of its name, so that paths to it still resolve.
pub(super) fn unreadable(item: TokenStream) -> TokenStream {
    match name_of(&item) {
        Some(name) => quote! {
            #[allow(dead_code, non_snake_case)]
            const _: () = { #item };
            #[allow(dead_code, non_camel_case_types)]
            struct #name;
        },
        None => item,
    }
}
