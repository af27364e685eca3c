//! What a component function says.

use proc_macro2::{Group, Ident, Span, TokenStream};

use super::generics::Generics;

/// A component function.
#[derive(Debug)]
pub(super) struct Component {
    /// All its attributes.
    pub(super) attributes: Vec<syn::Attribute>,
    pub(super) visibility: syn::Visibility,
    pub(super) signature: syn::Signature,
    pub(super) name: Ident,
    pub(super) generics: Generics,
    /// The setup context.
    pub(super) context: Context,
    pub(super) props: Vec<Prop>,
    pub(super) output: Output,
    /// With its braces.
    pub(super) body: Group,
}

/// `cx: &mut Setup`
#[derive(Debug)]
pub(super) struct Context {
    /// `None`: there is no such parameter, which was reported.
    pub(super) name: Option<Ident>,
    pub(super) of: ContextType,
}

/// The type of the setup context.
#[derive(Debug)]
pub(super) enum ContextType {
    /// `&mut Setup<'_, Checked>`
    Checked(TokenStream),
    /// There is no such parameter, which was reported: the mistake as a value.
    Refused(TokenStream),
}

/// What the function returns, as the user wrote it.
#[derive(Debug)]
pub(super) enum Output {
    /// `Component`
    Component(TokenStream),
    /// Something else (empty: nothing), which was reported: `mistake` is the error as a value.
    Refused {
        declared: TokenStream,
        mistake: TokenStream,
    },
}

/// A parameter after the context.
#[derive(Debug)]
pub(super) struct Prop {
    pub(super) name: Ident,
    pub(super) kind: Kind,
    /// The type as it is declared: `Prop<T>`, `Slot`.
    pub(super) declared: TokenStream,
    pub(super) docs: Vec<syn::Attribute>,
    /// Attributes of the parameter that are not ours, such as `#[allow]`.
    pub(super) others: Vec<syn::Attribute>,
    pub(super) presence: Presence,
    pub(super) conversion: Conversion,
    pub(super) span: Span,
}

/// What a parameter carries from parent to child.
#[derive(Debug)]
pub(super) enum Kind {
    /// `Prop<T>`, with `T`.
    Value(TokenStream),
    /// `Slot`
    Slot,
    /// `SlotFn<A>`, with `A`.
    SlotFn(TokenStream),
    /// `Callback<A>`, with `A`.
    Callback(TokenStream),
    /// A type that a parameter cannot have, which was reported: the mistake as a value. Its setter takes anything;
    /// nothing is kept.
    Refused(TokenStream),
}

/// Whether a parent may leave a parameter out.
#[derive(Debug)]
pub(super) enum Presence {
    Required,
    /// The value when it is left out.
    Default(TokenStream),
    /// `Prop<Option<T>>` whose setter takes a `T`, with `T`.
    Optional(TokenStream),
    /// A slot or callback that may be absent.
    Absent,
}

/// What a prop's setter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// `T`
    Exact,
    /// `impl Into<T>`
    Into,
}

impl Prop {
    pub(super) fn is_required(&self) -> bool {
        matches!(self.presence, Presence::Required) && !self.is_taken()
    }

    /// Whether it has the name of the component's own function, which was reported: it cannot be set.
    pub(super) fn is_taken(&self) -> bool {
        self.name == "props"
    }

    /// The children that stand between a component's tags.
    pub(super) fn is_children(&self) -> bool {
        self.name == "children" && matches!(self.kind, Kind::Slot)
    }
}
