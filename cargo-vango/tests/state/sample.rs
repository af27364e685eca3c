//! Records and schemas to test with.

use std::collections::BTreeSet;

use cargo_vango::state::{Committed, Error, Identity, Plan};
use proptest::prelude::*;
use vango_schema::{ContentBuf, FieldBuf, Lifetime, RecordBuf, SchemaBuf, VariantBuf};

pub(crate) const U32: SchemaBuf = int(32);
pub(crate) const U64: SchemaBuf = int(64);

pub(crate) const fn int(bits: u8) -> SchemaBuf {
    SchemaBuf::Int {
        is_signed: false,
        bits,
    }
}

/// An item of a session.
pub(crate) fn item(path: &str, schema: SchemaBuf) -> RecordBuf {
    RecordBuf {
        lifetime: Lifetime::Session,
        path: path.to_owned(),
        was: None,
        migrates: Vec::new(),
        schema,
    }
}

/// The same with `was = "…"`.
pub(crate) fn was(was: &str, record: RecordBuf) -> RecordBuf {
    RecordBuf {
        was: Some(was.to_owned()),
        ..record
    }
}

pub(crate) fn field(name: &str, schema: SchemaBuf) -> FieldBuf {
    FieldBuf {
        name: name.to_owned(),
        aliases: Vec::new(),
        has_default: false,
        schema,
    }
}

pub(crate) fn named(name: &str, content: ContentBuf) -> SchemaBuf {
    SchemaBuf::Named {
        name: name.to_owned(),
        id: None,
        content,
    }
}

pub(crate) fn plan(committed: &Committed, records: &[RecordBuf]) -> Result<Plan, Error> {
    Plan::new(Some(committed), records, &BTreeSet::new())
}

/// What is committed after these versions, one after the other, whatever was lost.
pub(crate) fn applied(versions: &[&[RecordBuf]]) -> Committed {
    let mut committed = Committed::default();
    for records in versions {
        let plan = plan(&committed, records).expect("the versions do not contradict themselves");
        committed = plan.expected().clone();
    }
    committed
}

/// Path, id and identity of each entry.
pub(crate) fn identities(plan: &Plan) -> Vec<(&str, &str, &Identity)> {
    let entries = plan.entries.iter();
    entries
        .map(|entry| (entry.path.as_str(), entry.id.as_str(), &entry.identity))
        .collect()
}

/// Any schema that a program may hold.
pub(crate) fn schema() -> impl Strategy<Value = SchemaBuf> {
    let bits = prop_oneof![Just(8), Just(16), Just(32), Just(64)];
    let leaf = prop_oneof![
        Just(SchemaBuf::Unit),
        Just(SchemaBuf::Bool),
        Just(SchemaBuf::Char),
        Just(SchemaBuf::Text),
        (any::<bool>(), bits).prop_map(|(is_signed, bits)| SchemaBuf::Int { is_signed, bits }),
        prop_oneof![Just(32), Just(64)].prop_map(|bits| SchemaBuf::Float { bits }),
        name().prop_map(SchemaBuf::Recursive),
    ];
    leaf.prop_recursive(5, 48, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            boxed.clone().prop_map(SchemaBuf::Option),
            boxed.clone().prop_map(SchemaBuf::List),
            boxed.clone().prop_map(SchemaBuf::Set),
            (boxed.clone(), boxed).prop_map(|(key, value)| SchemaBuf::Map(key, value)),
            proptest::collection::vec(inner.clone(), 0..4).prop_map(SchemaBuf::Tuple),
            (
                name(),
                proptest::option::of("[a-z\"\\\\:]{1,6}"),
                content(inner)
            )
                .prop_map(|(name, id, content)| SchemaBuf::Named { name, id, content }),
        ]
    })
}

/// Names as they are in Rust, words of the notation, and ones that no program has.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-C]",
        2 => prop_oneof![Just("Text".to_owned()), Just("Option".to_owned()), Just("Type".to_owned())],
        1 => "\\PC{0,6}",
        1 => "[\"\\\\#<>, A]{0,4}",
    ]
}

fn content(inner: BoxedStrategy<SchemaBuf>) -> impl Strategy<Value = ContentBuf> {
    let variant = (name(), aliases(), plain(inner.clone()));
    let variant = variant.prop_map(|(name, aliases, content)| VariantBuf {
        name,
        aliases,
        content,
    });
    prop_oneof![
        3 => plain(inner),
        1 => proptest::collection::vec(variant, 0..4).prop_map(ContentBuf::Enum),
    ]
}

fn plain(inner: BoxedStrategy<SchemaBuf>) -> impl Strategy<Value = ContentBuf> {
    let field = (name(), aliases(), any::<bool>(), inner.clone());
    let field = field.prop_map(|(name, aliases, has_default, schema)| FieldBuf {
        name,
        aliases,
        has_default,
        schema,
    });
    prop_oneof![
        Just(ContentBuf::Unit),
        inner
            .clone()
            .prop_map(|of| ContentBuf::Newtype(Box::new(of))),
        proptest::collection::vec(inner, 0..4).prop_map(ContentBuf::Tuple),
        proptest::collection::vec(field, 0..4).prop_map(ContentBuf::Struct),
    ]
}

fn aliases() -> impl Strategy<Value = Vec<String>> {
    proptest::collection::vec(name(), 0..3)
}
