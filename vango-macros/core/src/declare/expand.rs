//! The `static` as Rust:
//!
//! ```ignore
//! pub(crate) static CART: ::vango::__private::v1::Shared<Vec<LineItem>> = {
//!     use ::vango::__private::v1 as __v;
//!     enum __Item {}
//!     impl __v::Declare for __Item {
//!         type Value = Vec<LineItem>;
//!         const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::Session;
//!         const NAME: &'static str = "CART";
//!         const PATH: &'static str = ::core::concat!(::core::module_path!(), "::CART");
//!         fn initial() -> Self::Value {
//!             __v::FromConst::from_const(const { Vec::new() })
//!         }
//!     }
//!     static __RECORD: [u8; <__Item as __v::Declare>::RECORD.encoded_len()] = <__Item as __v::Declare>::RECORD.encode();
//!     __v::Shared::new(__v::define::<__Item>(&__RECORD))
//! };
//! ```
//!
//! Everything is within the braces: nothing is added to the user's names.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote, quote_spanned};

use super::model::{Arguments, Declaration, Initial, Kind, Migration, Scope, Value};
use crate::diagnostic::Place;

/// The whole expansion.
pub(super) fn expand(declaration: &Declaration, arguments: &Arguments) -> TokenStream {
    let Declaration {
        kind,
        attributes,
        visibility,
        keyword,
        name,
        value,
        initial,
    } = declaration;
    let handle = Ident::new(kind.handle(), Span::call_site());
    let (of, body) = match value {
        Value::Declared { declared, handled } => {
            let body = body(
                &handle,
                declaration,
                arguments,
                declared,
                &from_const(initial),
            );
            (handled.clone(), body)
        }
        Value::Bare { declared, mistake } => {
            let initial = unused(initial, &quote!(_), mistake);
            let initial = quote!(#initial ::core::option::Option::None);
            let value = quote!(::core::option::Option<#declared>);
            let body = body(&handle, declaration, arguments, &value, &initial);
            (declared.clone(), body)
        }
        Value::Unknown { declared, mistake } => {
            let typed = match declared.is_empty() {
                true => quote!(_),
                false => declared.clone(),
            };
            let initial = unused(initial, &typed, mistake);
            let migrations = &arguments.migrations;
            let (olds, upgrades): (Vec<_>, Vec<_>) =
                migrations.iter().map(|it| (&it.old, &it.upgrade)).unzip();
            let body = quote! {
                fn __initial() { #initial #(let _: fn(#olds) -> #mistake = #upgrades;)* }
                ::core::panic!()
            };
            (mistake.clone(), body)
        }
    };
    quote! {
        #(#attributes)*
        #visibility #keyword #name: ::vango::__private::v1::#handle<#of> = { #body };
    }
}

fn body(
    handle: &Ident,
    declaration: &Declaration,
    arguments: &Arguments,
    value: &TokenStream,
    initial: &TokenStream,
) -> TokenStream {
    let shown = spelled(&declaration.name);
    let path = match &arguments.within {
        Some(within) => format!("::{within}::{shown}"),
        None => format!("::{shown}"),
    };
    let lifetime = lifetime(declaration.kind, arguments.scope);
    let was = arguments.was.iter().map(|was| {
        quote!(const WAS: ::core::option::Option<&'static str> = ::core::option::Option::Some(#was);)
    });
    let id = id(arguments.id.as_deref());
    let (migrations, list) = migrations(&arguments.migrations);
    quote! {
        use ::vango::__private::v1 as __v;
        enum __Item {}
        impl __v::Declare for __Item {
            type Value = #value;
            const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::#lifetime;
            const NAME: &'static str = #shown;
            const PATH: &'static str = ::core::concat!(::core::module_path!(), #path);
            #(#was)*
            #id
            #list
            fn initial() -> Self::Value { #initial }
        }
        #migrations
        static __RECORD: [u8; <__Item as __v::Declare>::RECORD.encoded_len()] = <__Item as __v::Declare>::RECORD.encode();
        __v::#handle::new(__v::define::<__Item>(&__RECORD))
    }
}

fn lifetime(kind: Kind, scope: Scope) -> Ident {
    let name = match (kind, scope) {
        (Kind::Shared, Scope::Session) => "Session",
        (Kind::Shared, Scope::Browser) => "Browser",
        (Kind::SessionKey, _) => "Key",
        (Kind::Global, _) => "Global",
    };
    Ident::new(name, Span::call_site())
}

fn id(id: Option<&str>) -> Option<TokenStream> {
    let id = id?;
    Some(
        quote!(const ID: ::core::option::Option<&'static str> = ::core::option::Option::Some(#id);),
    )
}

/// A type for each migration, and the constants that name them all.
fn migrations(migrations: &[Migration]) -> (TokenStream, Option<TokenStream>) {
    let names: Vec<Ident> = (0..migrations.len())
        .map(|at| format_ident!("__From{at}"))
        .collect();
    let types = migrations.iter().zip(&names).map(|(migration, name)| {
        let Migration { old, upgrade, .. } = migration;
        let id = id(migration.id.as_deref());
        quote! {
            enum #name {}
            impl __v::Migrate for #name {
                type Old = #old;
                type New = <__Item as __v::Declare>::Value;
                #id
                const UPGRADE: fn(Self::Old) -> Self::New = #upgrade;
            }
        }
    });
    let count = names.len();
    let list = (count > 0).then(|| {
        quote! {
            const MIGRATIONS: &'static [__v::Migration<Self::Value>] = &[#(__v::migration::<#names>()),*];
            const MIGRATES: &'static [__v::Fingerprint] = &__v::origins::<_, #count>(Self::MIGRATIONS);
        }
    });
    (types.collect(), list)
}

/// The initial value, at the user's own tokens: rustc underlines them when they are no constant, or one of another type.
fn from_const(initial: &Initial) -> TokenStream {
    match initial {
        Initial::Nothing => quote!(__v::FromConst::from_const(__v::Nothing)),
        Initial::Constant(tokens) => {
            let constant = constant(tokens);
            quote!(__v::FromConst::from_const(#constant))
        }
        Initial::Missing(mistake) => quote!(let __missing = #mistake; __missing),
    }
}

/// `const { … }`, from the first to the last of its tokens.
fn constant(tokens: &TokenStream) -> TokenStream {
    let place = Place::of(tokens, Span::call_site());
    let mut block = Group::new(Delimiter::Brace, tokens.clone());
    block.set_span(place.end());
    let block = TokenTree::Group(block);
    quote_spanned!(place.start()=> const #block)
}

/// The initial value as what is not looked at: its type is what was reported.
fn unused(initial: &Initial, declared: &TokenStream, mistake: &TokenStream) -> TokenStream {
    let value = match initial {
        Initial::Constant(tokens) => {
            let constant = constant(tokens);
            Some(quote!(let _: #mistake = #constant;))
        }
        Initial::Nothing | Initial::Missing(_) => None,
    };
    quote!(let _: #declared = #mistake; #value)
}

/// `r#static` is called `static`.
fn spelled(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}
