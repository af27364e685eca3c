//! The generics of a component, ready to be repeated on everything that is generated for it.
//!
//! Every type parameter gets `'static`: a component outlives each render of its parent, so it could not be left out, and
//! without it rustc's error would stand on code that the user did not write.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// Type and constant parameters; lifetimes were refused.
#[derive(Debug, Default)]
pub(super) struct Generics {
    /// With bounds: `T: PartialEq + 'static`, `const N: usize`.
    pub(super) declared: Vec<TokenStream>,
    /// Without: `T`, `N`.
    pub(super) names: Vec<TokenStream>,
    /// The type parameters alone.
    pub(super) types: Vec<TokenStream>,
    /// What stands behind `where`.
    pub(super) predicates: Vec<TokenStream>,
}

impl Generics {
    pub(super) fn of(generics: &syn::Generics) -> Self {
        let mut all = Self::default();
        for parameter in &generics.params {
            match parameter {
                syn::GenericParam::Lifetime(_) => {}
                syn::GenericParam::Type(parameter) => {
                    let name = parameter.ident.to_token_stream();
                    let bounds = parameter.bounds.iter();
                    all.declared.push(quote!(#name: #(#bounds +)* 'static));
                    all.types.push(name.clone());
                    all.names.push(name);
                }
                syn::GenericParam::Const(parameter) => {
                    let (name, of) = (&parameter.ident, &parameter.ty);
                    all.declared.push(quote!(const #name: #of));
                    all.names.push(quote!(#name));
                }
            }
        }
        if let Some(clause) = &generics.where_clause {
            all.predicates = clause
                .predicates
                .iter()
                .map(ToTokens::to_token_stream)
                .collect();
        }
        all
    }

    /// `where …`, with more behind it.
    pub(super) fn clause(&self, more: &[TokenStream]) -> TokenStream {
        let predicates: Vec<_> = self.predicates.iter().chain(more).collect();
        match predicates.as_slice() {
            [] => TokenStream::new(),
            _ => quote!(where #(#predicates),*),
        }
    }
}
