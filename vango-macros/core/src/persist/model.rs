//! A value type, as it is stored.

use proc_macro2::{Ident, TokenStream};

/// A struct or an enum.
pub(super) struct Value {
    pub(super) name: Ident,
    pub(super) generics: syn::Generics,
    /// `#[persist(schema = "…")]`
    pub(super) id: Option<String>,
    pub(super) content: Content,
}

/// What is in it, or in a variant.
pub(super) enum Content {
    Unit,
    Newtype(TokenStream),
    Tuple(Vec<TokenStream>),
    Struct(Vec<Field>),
    Enum(Vec<Variant>),
}

/// A field with a name.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) has_default: bool,
    /// Its type; the type around it stands there under another name.
    pub(super) declared: TokenStream,
}

/// A variant of an enum.
pub(super) struct Variant {
    pub(super) name: String,
    pub(super) aliases: Vec<String>,
    pub(super) content: Content,
}

/// Stands for the type in its own fields: a constant cannot refer to itself.
pub(super) const HERE: &str = "__Here";
