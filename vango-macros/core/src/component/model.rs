//! What a component function says.

use proc_macro2::{Group, Ident, Span, TokenStream};

/// A component function.
#[derive(Debug)]
pub(super) struct Component {
    /// All its attributes.
    pub(super) attributes: Vec<syn::Attribute>,
    pub(super) visibility: syn::Visibility,
    pub(super) signature: syn::Signature,
    pub(super) name: Ident,
    /// The setup context.
    pub(super) context: Context,
    pub(super) props: Vec<Prop>,
    /// `Component`, as the user wrote it.
    pub(super) output: TokenStream,
    /// With its braces.
    pub(super) body: Group,
}

/// `cx: &mut Setup`
#[derive(Debug)]
pub(super) struct Context {
    /// `None`: there is no such parameter, which was reported.
    pub(super) name: Option<Ident>,
    /// The type's path without generic arguments.
    pub(super) path: TokenStream,
}

/// `name: Prop<T>`
#[derive(Debug)]
pub(super) struct Prop {
    pub(super) name: Ident,
    /// `Prop<T>`
    pub(super) handle: TokenStream,
    /// `T`
    pub(super) value: TokenStream,
    pub(super) docs: Vec<syn::Attribute>,
    /// Attributes of the parameter that are not ours, such as `#[allow]`.
    pub(super) others: Vec<syn::Attribute>,
    pub(super) default: Option<TokenStream>,
    pub(super) conversion: Conversion,
    pub(super) span: Span,
}

/// What a prop takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// `T`
    Exact,
    /// `impl Into<T>`
    Into,
}

impl Prop {
    pub(super) fn is_required(&self) -> bool {
        self.default.is_none()
    }
}
