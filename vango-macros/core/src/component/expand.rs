//! A component function as Rust.
//!
//! ```text
//! pub struct Card;
//! impl Card { fn __body(cx: &mut Setup<'_, Checked>, title: Prop<String>) -> Component { …the body… } }
//! const _: () = {
//!     use ::vango::__private::v1 as __v;
//!     pub struct CardProps { title: String }          // values, as a parent gives them
//!     pub struct CardHandles { title: Prop<String> }  // signals, as setup sees them
//!     …builder…
//!     impl __v::ComponentDef for Card { … }
//! };
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use super::model::{Component, Prop};
use super::parse::{name_of, regroup};
use super::props::{self, Names};
use super::purity;

/// Attributes that belong to the type that markup names; all others belong to the body.
const TYPE_ATTRIBUTES: &[&str] = &["doc", "deprecated"];

/// Lints that would be about our code and not the user's.
fn allowed() -> TokenStream {
    quote!(#[allow(dead_code, non_snake_case, non_camel_case_types, missing_docs, private_interfaces, private_bounds, unreachable_pub)])
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
    quote! {
        #(#conditions)* #(#of_type)* #lint
        #visibility struct #name;
        #(#conditions)*
        impl #name {
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
    let path = absolute(&component.context.path);
    let output = absolute(&component.output);
    let parameters = component.props.iter().map(|prop| {
        let Prop { name, others, .. } = prop;
        let handle = absolute(&prop.handle);
        quote!(#(#others)* #name: #handle)
    });
    let tokens = purity::with_assertions(component.body.stream(), component.context.name.as_ref());
    let body = regroup(&component.body, tokens);
    quote! {
        fn __body(#context: &mut #path<'_, ::vango::__private::v1::Checked>, #(#parameters),*) -> #output #body
    }
}

/// Types that stand in for refused ones name `__v`, which the body does not import.
fn absolute(tokens: &TokenStream) -> TokenStream {
    let mut rest = tokens.clone().into_iter().peekable();
    if rest
        .next_if(|token| crate::token::is_ident(token, "__v"))
        .is_some()
    {
        return quote!(::vango::__private::v1 #(#rest)*);
    }
    tokens.clone()
}

fn definition(component: &Component, names: &Names) -> TokenStream {
    let Names { props, handles, .. } = names;
    let name = &component.name;
    let text = name.to_string();
    let fields: Vec<_> = component.props.iter().map(|prop| &prop.name).collect();
    // Hygienic: a prop may be called `cx` or `props`.
    let site = Span::mixed_site();
    let (cx, given, kept) = (
        Ident::new("cx", site),
        Ident::new("props", site),
        Ident::new("handles", site),
    );
    let call = quote_spanned!(site=> #name::__body(#cx, #(#given.#fields),*));
    let unused = fields.is_empty().then(|| quote!(_ = (#given, #kept, #cx);));
    quote! {
        impl __v::ComponentDef for #name {
            const NAME: &'static str = #text;
            type Props = #props;
            type Handles = #handles;
            fn setup(#cx: &mut __v::Setup<'_, __v::Checked>, #given: #props) -> (__v::Component, #handles) {
                let #given = #handles { #(#fields: __v::prop(#cx, #given.#fields)),* };
                (#call, #given)
            }
            fn update(#given: #props, #kept: &#handles, #cx: &mut __v::PropWriter<'_>) {
                #unused
                #(#cx.set(#kept.#fields, #given.#fields);)*
            }
        }
    }
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
