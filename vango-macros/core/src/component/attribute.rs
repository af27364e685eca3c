//! `#[prop(…)]`, read by darling.

use darling::util::Flag;
use darling::{FromAttributes, FromMeta};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::model::Conversion;
use crate::diagnostic::{Code, Diagnostics};

#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(prop))]
struct PropOptions {
    default: Option<DefaultValue>,
    into: Flag,
}

/// `default` or `default = expr`
#[derive(Debug)]
enum DefaultValue {
    Trait,
    Expr(TokenStream),
}

impl FromMeta for DefaultValue {
    fn from_word() -> darling::Result<Self> {
        Ok(Self::Trait)
    }

    fn from_expr(expr: &syn::Expr) -> darling::Result<Self> {
        Ok(Self::Expr(expr.to_token_stream()))
    }
}

/// What `#[prop(…)]` says about a prop.
#[derive(Debug)]
pub(super) struct PropAttribute {
    pub(super) default: Option<TokenStream>,
    pub(super) conversion: Conversion,
}

/// Reads the `#[prop(…)]` among `attributes`.
pub(super) fn read(attributes: &[syn::Attribute], diagnostics: &mut Diagnostics) -> PropAttribute {
    let options = PropOptions::from_attributes(attributes).unwrap_or_else(|error| {
        for error in error.flatten() {
            diagnostics.report(
                Code::PropAttribute,
                error.span(),
                error.to_string(),
                "a prop knows `#[prop(default)]`, `#[prop(default = expression)]` and `#[prop(into)]`",
            );
        }
        // Taken as optional: a missing prop would be a second error for the same mistake.
        PropOptions { default: Some(DefaultValue::Trait), into: Flag::default() }
    });
    let conversion = if options.into.is_present() {
        Conversion::Into
    } else {
        Conversion::Exact
    };
    let default = options.default.map(|default| match (default, conversion) {
        (DefaultValue::Trait, _) => quote!(::core::default::Default::default()),
        (DefaultValue::Expr(value), Conversion::Exact) => value,
        // What a parent may give, the default may be.
        (DefaultValue::Expr(value), Conversion::Into) => {
            quote!(::core::convert::Into::into(#value))
        }
    });
    PropAttribute {
        default,
        conversion,
    }
}
