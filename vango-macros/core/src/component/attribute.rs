//! `#[prop(…)]`, read by darling, and what it means for each kind of parameter.

use darling::util::Flag;
use darling::{FromAttributes, FromMeta};
use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};

use super::model::{Conversion, Kind, Presence};
use super::parameter::{only_argument, spell};
use crate::diagnostic::{Code, Diagnostics, Place};
use crate::option;

const KNOWN: &str =
    "`#[prop(optional)]`, `#[prop(default)]`, `#[prop(default = expression)]` and `#[prop(into)]`";

#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(prop))]
struct PropOptions {
    default: Option<DefaultValue>,
    into: Flag,
    optional: Flag,
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

/// Reads the `#[prop(…)]` among `attributes` of the parameter `name`.
pub(super) fn read(
    attributes: &[syn::Attribute],
    kind: &Kind,
    declared: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> (Presence, Conversion) {
    let options = match PropOptions::from_attributes(attributes) {
        Ok(options) => options,
        Err(error) => {
            for error in error.flatten() {
                let (message, help) = option::words(&error, "prop", KNOWN);
                diagnostics.report(Code::PropAttribute, error.span(), message, help);
            }
            return (recovered(), Conversion::Exact);
        }
    };
    let conversion = if options.into.is_present() {
        Conversion::Into
    } else {
        Conversion::Exact
    };
    if let (Some(_), true) = (&options.default, options.optional.is_present()) {
        diagnostics.report(
            Code::PropAttribute,
            options.optional.span(),
            "a prop is `optional` or has a `default`, not both",
            "keep `optional` when leaving it out means `None`, and `default` when another value takes its place",
        );
    }
    match kind {
        Kind::Value(value) => (
            of_value(options, value, conversion, diagnostics),
            conversion,
        ),
        Kind::Slot | Kind::SlotFn(_) | Kind::Callback(_) => {
            (of_slot(&options, declared, diagnostics), Conversion::Exact)
        }
        Kind::Refused(_) if options.optional.is_present() || options.default.is_some() => {
            (recovered(), Conversion::Exact)
        }
        Kind::Refused(_) => (Presence::Required, Conversion::Exact),
    }
}

/// What was reported counts as optional: a missing prop would be a second error for the same mistake. The value is never
/// made, so it fits every type.
fn recovered() -> Presence {
    Presence::Default(quote!(::core::unreachable!()))
}

fn of_value(
    options: PropOptions,
    value: &TokenStream,
    conversion: Conversion,
    diagnostics: &mut Diagnostics,
) -> Presence {
    if options.optional.is_present() {
        if let Some(inner) = only_argument(value, "Option") {
            return Presence::Optional(inner);
        }
        let value = spell(value);
        diagnostics.report(
            Code::PropAttribute,
            options.optional.span(),
            format!("an optional prop is an `Option`, and this one is a `{value}`"),
            format!("write `Prop<Option<{value}>>`, or `#[prop(default)]` when leaving it out means the default of `{value}`"),
        );
        return recovered();
    }
    match (options.default, conversion) {
        (None, _) => Presence::Required,
        (Some(DefaultValue::Trait), _) => {
            Presence::Default(quote!(::core::default::Default::default()))
        }
        (Some(DefaultValue::Expr(value)), Conversion::Exact) => Presence::Default(value),
        // What a parent may give, the default may be.
        (Some(DefaultValue::Expr(value)), Conversion::Into) => {
            Presence::Default(quote!(::core::convert::Into::into(#value)))
        }
    }
}

fn of_slot(
    options: &PropOptions,
    declared: &TokenStream,
    diagnostics: &mut Diagnostics,
) -> Presence {
    let mut refuse = |place: Place, what: &str| {
        diagnostics.report(
            Code::PropAttribute,
            place,
            format!("a `{}` takes no `{what}`: it is given or not", spell(declared)),
            "write `#[prop(optional)]` when it may be left out; ask `is_given(r)` to show something else instead",
        );
    };
    if let Some(DefaultValue::Expr(value)) = &options.default {
        refuse(Place::of(value, Span::call_site()), "default = …");
    }
    if options.into.is_present() {
        refuse(options.into.span().into(), "into");
    }
    if options.optional.is_present() || options.default.is_some() {
        Presence::Absent
    } else {
        Presence::Required
    }
}
