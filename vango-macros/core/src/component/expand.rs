//! A component function as Rust.
//!
//! ```text
//! pub struct Card;
//! impl Card { fn __body(cx: &mut Setup<'_, Checked>, title: Prop<String>) -> Component { …the body… } }
//! const _: () = {
//!     use ::vango::__private::v1 as __v;
//!     pub struct ValuesOfCard { title: String }         // as a parent gives them
//!     pub struct HandlesOfCard { title: Prop<String> }  // as setup sees them
//!     …builder…
//!     impl __v::ComponentDef for Card { … }
//! };
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::generics::Generics;
use super::model::{Component, Kind, Output, Prop};
use super::parse::{name_of, regroup};
use super::props::{self, Names};
use super::purity;

/// Attributes that belong to the type that markup names; all others belong to the body.
const TYPE_ATTRIBUTES: &[&str] = &["doc", "deprecated"];

/// Lints that would be about our code and not the user's.
fn allowed() -> TokenStream {
    quote!(#[allow(dead_code, non_snake_case, non_camel_case_types, missing_docs, private_interfaces, private_bounds, unreachable_pub, unreachable_code)])
}

pub(super) fn component(component: &Component) -> TokenStream {
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
    let body = body(component);
    let definition = definition(component, &names);
    let allowed = allowed();
    // A name in another case was reported in our words.
    let is_camel =
        name.to_string().starts_with(|c: char| c.is_uppercase()) && !name.to_string().contains('_');
    let lint = (!is_camel).then(|| quote!(#[allow(non_camel_case_types)]));
    let Generics {
        declared,
        names: own,
        types,
        ..
    } = &component.generics;
    let clause = component.generics.clause(&[]);
    let content =
        (!types.is_empty()).then(|| quote!((#(::core::marker::PhantomData<fn() -> #types>),*)));
    quote! {
        #(#conditions)* #(#of_type)* #lint
        #visibility struct #name<#(#declared),*> #content #clause;
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
fn body(component: &Component) -> TokenStream {
    let context = component
        .context
        .name
        .clone()
        .unwrap_or_else(|| Ident::new("__cx", Span::mixed_site()));
    let path = &component.context.path;
    let output = match &component.output {
        Output::Component(output) => quote!(-> #output),
        Output::Refused(output) if output.is_empty() => TokenStream::new(),
        Output::Refused(output) => quote!(-> #output),
    };
    let lifetimes: Vec<_> = component.signature.generics.lifetimes().collect();
    let lifetimes = (!lifetimes.is_empty()).then(|| quote!(<#(#lifetimes),*>));
    let parameters = component.props.iter().map(|prop| {
        let Prop {
            name,
            others,
            declared,
            ..
        } = prop;
        quote!(#(#others)* #name: #declared)
    });
    let tokens = purity::with_assertions(component.body.stream(), component.context.name.as_ref());
    let body = regroup(&component.body, tokens);
    quote! {
        fn __body #lifetimes (#context: &mut #path<'_, ::vango::__private::v1::Checked>, #(#parameters),*) #output #body
    }
}

fn definition(component: &Component, names: &Names) -> TokenStream {
    let Names {
        values, handles, ..
    } = names;
    let name = &component.name;
    let text = name.to_string();
    let Generics {
        declared,
        names: own,
        types,
        ..
    } = &component.generics;
    let clause = component.generics.clause(&[]);
    // Hygienic: a prop may be called `cx` or `props`.
    let site = Span::mixed_site();
    let cx = Ident::new("cx", site);
    let given = Ident::new("props", site);
    let kept = Ident::new("handles", site);
    let phantom = (!types.is_empty()).then(|| {
        let marks = Ident::new("__given", site);
        quote!(#marks: ::core::marker::PhantomData)
    });
    let allocations = component.props.iter().map(|prop| {
        let field = &prop.name;
        match allocation(prop) {
            Some(function) => quote!(#field: __v::#function(#cx, #given.#field),),
            None => quote!(#field: #given.#field,),
        }
    });
    let arguments = component.props.iter().map(|prop| match &prop.kind {
        // Reported. The body keeps the type that it declares.
        Kind::Refused => quote!(::core::unreachable!()),
        _ => {
            let field = &prop.name;
            quote!(#given.#field)
        }
    });
    let call = quote_spanned!(site=> Self::__body(#cx, #(#arguments),*));
    let call = match &component.output {
        Output::Component(_) => call,
        Output::Refused(_) => quote!({ #call; ::core::unreachable!() }),
    };
    let updates = component.props.iter().filter_map(|prop| {
        let field = &prop.name;
        let method = update(prop)?;
        Some(quote!(#cx.#method(#kept.#field, #given.#field);))
    });
    let unused = component
        .props
        .is_empty()
        .then(|| quote!(_ = (#given, #kept, #cx);));
    quote! {
        impl<#(#declared),*> __v::ComponentDef for #name<#(#own),*> #clause {
            const NAME: &'static str = #text;
            type Props = #values<#(#own),*>;
            type Handles = #handles<#(#own),*>;
            fn setup(#cx: &mut __v::Setup<'_, __v::Checked>, #given: Self::Props) -> (__v::Component, Self::Handles) {
                let #given = #handles { #(#allocations)* #phantom };
                (#call, #given)
            }
            fn update(#given: Self::Props, #kept: &Self::Handles, #cx: &mut __v::PropWriter<'_>) {
                #unused
                #(#updates)*
            }
        }
    }
}

/// The function that allocates a parameter in setup.
fn allocation(prop: &Prop) -> Option<Ident> {
    method(prop, "prop")
}

/// The method that hands a parameter of a parent's new render over.
fn update(prop: &Prop) -> Option<Ident> {
    method(prop, "set")
}

fn method(prop: &Prop, of_value: &str) -> Option<Ident> {
    let name = match &prop.kind {
        Kind::Value(_) => of_value,
        Kind::Slot => "slot",
        Kind::SlotFn(_) => "slot_fn",
        Kind::Callback(_) => "callback",
        Kind::Refused => return None,
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
