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
//!     const __DECLARED: __v::Declared<Vec<LineItem>> = __v::declare::<Vec<LineItem>, __Item>();
//!     static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED.record.encode();
//!     __v::Shared::new(__DECLARED.define(&__RECORD))
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
    let handle = Ident::new(kind.handle(), keyword.span);
    let (of, value, initial) = match value {
        Value::Declared { declared, handled } => {
            (handled, declared.clone(), self::initial(initial))
        }
        Value::Bare { declared, mistake } => (
            declared,
            quote!(::core::option::Option<#declared>),
            refused(initial, mistake),
        ),
    };
    let item = item(declaration, arguments, &value, &initial);
    let body = quote! {{
        use ::vango::__private::v1 as __v;
        #item
        const __DECLARED: __v::Declared<#value> = __v::declare::<#value, __Item>();
        static __RECORD: [u8; __DECLARED.record.encoded_len()] = __DECLARED.record.encode();
        __v::#handle::new(__DECLARED.define(&__RECORD))
    }};
    // As a whole it is the user's: lints look at it, as at any static.
    let own = quote_spanned!(keyword.span=> ::vango::__private::v1::#handle<#of> = #body;);
    let colon = quote_spanned!(keyword.span=> :);
    quote!(#(#attributes)* #visibility #keyword #name #colon #own)
}

/// What is known of it.
fn item(
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
    let was = arguments.was.as_deref().map(|was| some("WAS", was));
    let id = arguments.id.as_deref().map(|id| some("ID", id));
    let (migrations, list) = migrations(&arguments.migrations);
    quote! {
        enum __Item {}
        impl __v::Declare for __Item {
            type Value = #value;
            const LIFETIME: __v::schema::Lifetime = __v::schema::Lifetime::#lifetime;
            const NAME: &'static str = #shown;
            const PATH: &'static str = ::core::concat!(::core::module_path!(), #path);
            #was
            #id
            #list
            fn initial() -> Self::Value { #initial }
        }
        #migrations
    }
}

fn some(name: &str, text: &str) -> TokenStream {
    let name = Ident::new(name, Span::call_site());
    quote!(const #name: ::core::option::Option<&'static str> = ::core::option::Option::Some(#text);)
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

/// A type for each migration, and the constants that name them all.
fn migrations(migrations: &[Migration]) -> (TokenStream, Option<TokenStream>) {
    let names: Vec<Ident> = (0..migrations.len())
        .map(|at| format_ident!("__From{at}"))
        .collect();
    let types = migrations.iter().zip(&names).map(|(migration, name)| {
        let Migration { old, upgrade, .. } = migration;
        let id = migration.id.as_deref().map(|id| some("ID", id));
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
    let olds = migrations.iter().map(|migration| &migration.old);
    let count = names.len();
    let list = (count > 0).then(|| {
        quote! {
            const MIGRATIONS: &'static [__v::Migration<Self::Value>] = &[#(__v::migration::<#olds, #names>()),*];
            const MIGRATES: &'static [__v::Fingerprint] = &__v::origins::<_, #count>(Self::MIGRATIONS);
        }
    });
    (types.collect(), list)
}

/// The initial value, at the user's own tokens: rustc underlines them when they are no constant, or one of another type.
fn initial(initial: &Initial) -> TokenStream {
    match initial {
        Initial::Nothing(span) => {
            quote_spanned!(*span=> __v::FromConst::from_const(__v::Nothing))
        }
        Initial::Constant(tokens) => {
            let constant = constant(tokens);
            let span = Place::of(tokens, Span::call_site()).start();
            quote_spanned!(span=> __v::FromConst::from_const(#constant))
        }
        Initial::Refused { mistake, .. } => refused(initial, mistake),
    }
}

/// The initial value beside a mistake that was reported: whatever else is wrong with it comes of that.
fn refused(initial: &Initial, mistake: &TokenStream) -> TokenStream {
    let tokens = match initial {
        Initial::Constant(tokens) | Initial::Refused { tokens, .. } => tokens.clone(),
        Initial::Nothing(_) => TokenStream::new(),
    };
    quote!(let _ = [#mistake, #tokens]; ::core::unreachable!())
}

/// `const { … }`, from the first to the last of its tokens.
fn constant(tokens: &TokenStream) -> TokenStream {
    let place = Place::of(tokens, Span::call_site());
    let mut block = Group::new(Delimiter::Brace, tokens.clone());
    block.set_span(place.end());
    let block = TokenTree::Group(block);
    quote_spanned!(place.start()=> const #block)
}

/// `r#static` is called `static`.
fn spelled(name: &Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").unwrap_or(&name).to_owned()
}
