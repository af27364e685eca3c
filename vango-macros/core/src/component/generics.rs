//! The generics of a component, ready to be repeated on everything that is generated for it.
//!
//! The component's type and its builder carry no bounds, so that a bound that does not hold is one error, at the last
//! call of the builder, and not one for each method. Only when the types of props need bounds to be understood
//! (`Prop<T::Item>`) the builder carries them.
//!
//! Every type parameter gets `'static`: a component outlives each render of its parent, so it could not be left out, and
//! without it rustc's error would stand on code that the user did not write.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::token::{is_ident, is_path_separator, trees};

/// Type and constant parameters; lifetimes were refused.
#[derive(Debug, Default)]
pub(super) struct Generics {
    /// With bounds: `T: PartialEq + 'static`, `const N: usize`.
    pub(super) declared: Vec<TokenStream>,
    /// For the component's type and its builder: without bounds but `'static`, where that is possible.
    pub(super) free: Vec<TokenStream>,
    /// `T: PartialEq`, `const` parameters left out.
    bounds: Vec<TokenStream>,
    /// Without: `T`, `N`.
    pub(super) names: Vec<TokenStream>,
    /// The type parameters alone.
    pub(super) types: Vec<TokenStream>,
    /// What stands behind `where`.
    predicates: Vec<TokenStream>,
    needs: Needs,
}

/// What the types of the props need to be understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Needs {
    #[default]
    Nothing,
    /// One of them is a projection: `T::Item`, `<T as Source>::Item`.
    Bounds,
}

impl Generics {
    pub(super) fn of(signature: &syn::Signature) -> Self {
        let generics = &signature.generics;
        let mut all = Self::default();
        for parameter in &generics.params {
            match parameter {
                syn::GenericParam::Lifetime(_) => {}
                syn::GenericParam::Type(parameter) => {
                    let name = parameter.ident.to_token_stream();
                    let bounds = parameter.bounds.iter();
                    all.declared.push(quote!(#name: #(#bounds +)* 'static));
                    all.free.push(quote!(#name: 'static));
                    let bounds = &parameter.bounds;
                    if !bounds.is_empty() {
                        all.bounds.push(quote!(#name: #bounds));
                    }
                    all.types.push(name.clone());
                    all.names.push(name);
                }
                syn::GenericParam::Const(parameter) => {
                    let (name, of) = (&parameter.ident, &parameter.ty);
                    all.declared.push(quote!(const #name: #of));
                    all.free.push(quote!(const #name: #of));
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
        let names: Vec<String> = all.types.iter().map(ToString::to_string).collect();
        let projects = |input: &syn::FnArg| projects(&trees(&input.to_token_stream()), &names);
        if signature.inputs.iter().any(projects) {
            all.free = all.declared.clone();
            all.needs = Needs::Bounds;
        }
        all
    }

    /// `where …` of what carries no bounds where that is possible.
    pub(super) fn free_clause(&self) -> TokenStream {
        match self.needs {
            Needs::Nothing => TokenStream::new(),
            Needs::Bounds => self.clause(&[]),
        }
    }

    /// All bounds as predicates, with more behind them: for a method of what carries none.
    pub(super) fn full_clause(&self, more: &[TokenStream]) -> TokenStream {
        let predicates: Vec<_> = self
            .bounds
            .iter()
            .chain(&self.predicates)
            .chain(more)
            .collect();
        match predicates.as_slice() {
            [] => TokenStream::new(),
            _ => quote!(where #(#predicates),*),
        }
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

/// Whether a type names an associated type of one of the parameters.
fn projects(tokens: &[TokenTree], parameters: &[String]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| match token {
        TokenTree::Group(group) => projects(&trees(&group.stream()), parameters),
        TokenTree::Ident(name) => {
            parameters.iter().any(|it| name == it)
                && (is_path_separator(tokens, at + 1)
                    || tokens.get(at + 1).is_some_and(|next| is_ident(next, "as")))
        }
        _ => false,
    })
}
