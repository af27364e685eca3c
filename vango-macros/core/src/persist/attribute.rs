//! `#[serde(…)]` and `#[persist(…)]`, read by darling.

use darling::util::Flag;
use darling::{FromAttributes, FromMeta};
use proc_macro2::Span;
use syn::spanned::Spanned as _;

use super::fault;
use super::rename::Rule;
use crate::diagnostic::{Code, Diagnostics};
use crate::option;

/// Something that is refused wherever it stands, whatever it says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Refused(pub(super) Span);

impl FromMeta for Refused {
    fn from_meta(item: &syn::Meta) -> darling::Result<Self> {
        Ok(Self(item.span()))
    }
}

/// `default` or `default = "path"`
#[derive(Clone, Copy, Debug)]
pub(super) struct HasDefault;

impl FromMeta for HasDefault {
    fn from_meta(_: &syn::Meta) -> darling::Result<Self> {
        Ok(Self)
    }
}

/// serde's attributes of a type.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct OfType {
    pub(super) default: Option<HasDefault>,
    pub(super) rename_all: Option<Rule>,
    pub(super) rename_all_fields: Option<Rule>,
    pub(super) transparent: Flag,
    tag: Option<Refused>,
    content: Option<Refused>,
    untagged: Option<Refused>,
    from: Option<Refused>,
    try_from: Option<Refused>,
    into: Option<Refused>,
    remote: Option<Refused>,
}

/// serde's attributes of a field or a variant.
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(serde), allow_unknown_fields)]
pub(super) struct OfMember {
    pub(super) default: Option<HasDefault>,
    pub(super) rename: Option<String>,
    #[darling(multiple)]
    pub(super) alias: Vec<String>,
    pub(super) rename_all: Option<Rule>,
    pub(super) skip: Flag,
    skip_serializing_if: Option<Refused>,
    skip_serializing: Option<Refused>,
    skip_deserializing: Option<Refused>,
    flatten: Option<Refused>,
    with: Option<Refused>,
    serialize_with: Option<Refused>,
    deserialize_with: Option<Refused>,
    untagged: Option<Refused>,
    other: Option<Refused>,
    getter: Option<Refused>,
    borrow: Option<Refused>,
}

/// `#[persist(schema = "…")]`
#[derive(Debug, Default, FromAttributes)]
#[darling(attributes(persist))]
pub(super) struct Persist {
    pub(super) schema: Option<darling::util::SpannedValue<String>>,
}

/// Reads the attributes that are called `name`; mistakes are reported, and the rest goes on as if it did not stand there.
pub(super) fn read<A: FromAttributes + Default>(
    attributes: &[syn::Attribute],
    name: &str,
    diagnostics: &mut Diagnostics,
) -> A {
    A::from_attributes(attributes).unwrap_or_else(|error| {
        for error in error.flatten() {
            let (message, help) = option::words(&error, name, fault::KNOWN);
            diagnostics.report(Code::PersistAttribute, error.span(), message, help);
        }
        A::default()
    })
}

impl OfType {
    pub(super) fn refuse(&self, diagnostics: &mut Diagnostics) {
        let refused = [
            ("tag", self.tag),
            ("content", self.content),
            ("untagged", self.untagged),
            ("from", self.from),
            ("try_from", self.try_from),
            ("into", self.into),
            ("remote", self.remote),
        ];
        fault::refuse(&refused, diagnostics);
    }
}

impl OfMember {
    /// Leaving a value out when it is written is safe when reading has one to put there.
    pub(super) fn refuse(&self, may_be_missing: bool, diagnostics: &mut Diagnostics) {
        let refused = [
            ("skip_serializing", self.skip_serializing),
            ("skip_deserializing", self.skip_deserializing),
            ("flatten", self.flatten),
            ("with", self.with),
            ("serialize_with", self.serialize_with),
            ("deserialize_with", self.deserialize_with),
            ("untagged", self.untagged),
            ("other", self.other),
            ("getter", self.getter),
            ("borrow", self.borrow),
        ];
        fault::refuse(&refused, diagnostics);
        if let (Some(Refused(span)), false) = (self.skip_serializing_if, may_be_missing) {
            diagnostics.report(
                Code::PersistAttribute,
                span,
                "a field that is left out when it is stored has to have a default when it is read",
                "add `default`: `#[serde(default, skip_serializing_if = \"…\")]`",
            );
        }
    }
}
