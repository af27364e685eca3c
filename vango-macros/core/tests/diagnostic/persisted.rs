//! Types with one mistake each.

#[rustfmt::skip]
pub(super) const PERSISTED: &[(&str, u16)] = &[
    ("union Either { a: u8, b: char }", 601),
    ("struct Name<'a> { name: Cow<'a, str> }", 601),
    ("fn cart() {}", 601),
    ("#[serde(tag = \"kind\")] enum Size { Small }", 602),
    ("#[serde(untagged)] enum Size { Small }", 602),
    ("#[serde(from = \"Old\")] struct Cart { count: u8 }", 602),
    ("#[serde(rename_all = \"Camel\")] struct Cart { count: u8 }", 602),
    ("struct Cart { #[serde(flatten)] owner: Owner }", 602),
    ("struct Cart { #[serde(with = \"cents\")] price: u64 }", 602),
    ("struct Cart { #[serde(rename(serialize = \"a\", deserialize = \"b\"))] price: u64 }", 602),
    ("struct Cart { #[serde(skip_serializing)] price: u64 }", 602),
    ("struct Cart { #[serde(skip_serializing_if = \"is_zero\")] price: u64 }", 602),
    ("#[persist(name = \"cart\")] struct Cart { count: u8 }", 602),
    ("#[persist(schema = \"\")] struct Cart { count: u8 }", 603),
    ("#[persist(schema = \"a cart\")] struct Cart { count: u8 }", 603),
];
