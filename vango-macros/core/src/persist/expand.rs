//! The schema as code:
//!
//! ```ignore
//! const _: () = {
//!     use ::vango::__private::v1::schema as __s;
//!     enum __Here {}
//!     impl __s::Describe for __Here {
//!         const SCHEMA: &'static __s::Schema = &__s::Schema::Recursive("LineItem");
//!     }
//!     impl __s::Describe for LineItem {
//!         const SCHEMA: &'static __s::Schema = &__s::Schema::Named {
//!             name: "LineItem",
//!             id: ::core::option::Option::None,
//!             content: __s::Content::Struct(&[__s::Field {
//!                 name: "sku",
//!                 aliases: &[],
//!                 has_default: false,
//!                 schema: <String as __s::Describe>::SCHEMA,
//!             }]),
//!         };
//!     }
//! };
//! ```

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::model::{Content, Field, HERE, Value, Variant};

/// The whole expansion.
pub(super) fn expand(value: &Value) -> TokenStream {
    let Value { name, generics, .. } = value;
    let here = format_ident!("{HERE}");
    let shown = name.to_string();
    let id = match &value.id {
        Some(id) => quote!(::core::option::Option::Some(#id)),
        None => quote!(::core::option::Option::None),
    };
    let content = content(&value.content);
    let bounded = bounded(generics);
    let (parameters, _, conditions) = bounded.split_for_impl();
    let (_, arguments, _) = generics.split_for_impl();
    quote! {
        const _: () = {
            use ::vango::__private::v1::schema as __s;
            enum #here {}
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl __s::Describe for #here {
                const SCHEMA: &'static __s::Schema = &__s::Schema::Recursive(#shown);
            }
            #[automatically_derived]
            #[diagnostic::do_not_recommend]
            impl #parameters __s::Describe for #name #arguments #conditions {
                const SCHEMA: &'static __s::Schema = &__s::Schema::Named {
                    name: #shown,
                    id: #id,
                    content: #content,
                };
            }
        };
    }
}

/// Each type parameter has a schema itself.
fn bounded(generics: &syn::Generics) -> syn::Generics {
    let mut generics = generics.clone();
    for parameter in generics.type_params_mut() {
        parameter.bounds.push(syn::parse_quote!(__s::Describe));
    }
    generics
}

fn content(of: &Content) -> TokenStream {
    match of {
        Content::Unit => quote!(__s::Content::Unit),
        Content::Newtype(declared) => {
            let schema = schema(declared);
            quote!(__s::Content::Newtype(#schema))
        }
        Content::Tuple(types) => {
            let types = types.iter().map(schema);
            quote!(__s::Content::Tuple(&[#(#types),*]))
        }
        Content::Struct(fields) => {
            let fields = fields.iter().map(field);
            quote!(__s::Content::Struct(&[#(#fields),*]))
        }
        Content::Enum(variants) => {
            let variants = variants.iter().map(variant);
            quote!(__s::Content::Enum(&[#(#variants),*]))
        }
    }
}

/// At the type's own place, so that a type without a schema is underlined there.
fn schema(declared: &TokenStream) -> TokenStream {
    quote_spanned!(declared.span()=> <#declared as __s::Describe>::SCHEMA)
}

fn field(of: &Field) -> TokenStream {
    let Field {
        name,
        aliases,
        has_default,
        declared,
    } = of;
    let schema = schema(declared);
    quote! {
        __s::Field { name: #name, aliases: &[#(#aliases),*], has_default: #has_default, schema: #schema }
    }
}

fn variant(of: &Variant) -> TokenStream {
    let Variant {
        name,
        aliases,
        content: inner,
    } = of;
    let content = content(inner);
    quote!(__s::Variant { name: #name, aliases: &[#(#aliases),*], content: #content })
}
