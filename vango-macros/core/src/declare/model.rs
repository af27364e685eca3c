//! A persisted `static`, as it is written.

use proc_macro2::{Ident, Span, TokenStream};

/// Which macro stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `#[shared]`
    Shared,
    /// `#[session_key]`
    SessionKey,
    /// `#[global]`
    Global,
}

impl Kind {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Shared, Self::SessionKey, Self::Global];

    /// As it is written.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::SessionKey => "session_key",
            Self::Global => "global",
        }
    }

    /// The type that the `static` gets.
    pub(super) fn handle(self) -> &'static str {
        match self {
            Self::Shared => "Shared",
            Self::SessionKey => "SessionKey",
            Self::Global => "Global",
        }
    }

    /// How one is written.
    pub(super) fn example(self) -> &'static str {
        match self {
            Self::Shared => "`#[shared] static CART: Vec<LineItem> = Vec::new();`",
            Self::SessionKey => "`#[session_key] static THEME: Option<Theme> = None;`",
            Self::Global => "`#[global] static BANNER: String = \"Welcome\";`",
        }
    }
}

/// A `static`.
#[derive(Debug)]
pub(super) struct Declaration {
    pub(super) kind: Kind,
    /// All others on it.
    pub(super) attributes: Vec<syn::Attribute>,
    pub(super) visibility: syn::Visibility,
    pub(super) keyword: syn::Token![static],
    pub(super) name: Ident,
    pub(super) value: Value,
    pub(super) initial: Initial,
}

/// Its type.
#[derive(Debug)]
pub(super) enum Value {
    /// As it is declared, and in angle brackets behind the handle: for a session key without the `Option`.
    Declared {
        declared: TokenStream,
        handled: TokenStream,
    },
    /// A session key without `Option`, which was reported: the mistake as a value.
    Bare {
        declared: TokenStream,
        mistake: TokenStream,
    },
}

/// What it begins with.
#[derive(Debug)]
pub(super) enum Initial {
    /// `None`, `[]`
    Nothing(Span),
    /// Any other expression.
    Constant(TokenStream),
    /// Empty when it is missing; what it must not be otherwise. That was reported: the mistake as a value.
    Refused {
        tokens: TokenStream,
        mistake: TokenStream,
    },
}

/// What stands in the macro's parentheses.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) scope: Scope,
    /// `schema = "…"`
    pub(super) id: Option<String>,
    /// `was = "…"`
    pub(super) was: Option<String>,
    pub(super) migrations: Vec<Migration>,
    /// The component or setup function that it stands in.
    pub(super) within: Option<String>,
}

/// Who shares a shared value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Scope {
    #[default]
    Session,
    Browser,
}

/// `Old => upgrade`, `Old as "shop:Cart:v1" => upgrade`
#[derive(Debug)]
pub(super) struct Migration {
    pub(super) old: TokenStream,
    pub(super) id: Option<String>,
    /// The function, or what was reported in its place.
    pub(super) upgrade: TokenStream,
}
