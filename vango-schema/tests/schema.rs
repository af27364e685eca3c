//! Schemas as a derive would write them: through bytes and back, compared, and found in a program.

use std::collections::{BTreeMap, BTreeSet};

use vango_schema::{
    ArtifactError, Content, DecodeErrorKind, Describe, Effect, Field, Fingerprint, Lifetime,
    Record, Schema, SchemaBuf, Variant, compare, decode, encode, encoded_len, find_records,
};

const U32: &Schema = u32::SCHEMA;
const TEXT: &Schema = String::SCHEMA;

const fn field(name: &'static str, schema: &'static Schema) -> Field {
    Field {
        name,
        aliases: &[],
        has_default: false,
        schema,
    }
}

const fn named(name: &'static str, content: Content) -> Schema {
    Schema::Named {
        name,
        id: None,
        content,
    }
}

const ITEM: Schema = named(
    "Item",
    Content::Struct(&[field("sku", TEXT), field("count", U32)]),
);

const TREE: Schema = named(
    "Tree",
    Content::Struct(&[
        field("label", TEXT),
        field("children", &Schema::List(&Schema::Recursive("Tree"))),
    ]),
);

macro_rules! read {
    ($schema:expr) => {{
        const SCHEMA: &Schema = $schema;
        const BYTES: [u8; encoded_len(SCHEMA)] = encode(SCHEMA);
        let read = decode(&BYTES).expect("what was encoded is read");
        assert_eq!(read, SchemaBuf::from(SCHEMA));
        assert_eq!(Fingerprint::of_buf(&read), Fingerprint::of(SCHEMA));
        read
    }};
}

/// Whether nothing is lost, and all that is said.
fn judge(old: &SchemaBuf, new: &SchemaBuf) -> (bool, Vec<String>) {
    let changes = compare(old, new);
    let is_safe = changes.iter().all(|change| change.effect == Effect::Safe);
    (is_safe, changes.iter().map(ToString::to_string).collect())
}

#[test]
fn types_of_the_standard_library_are_known() {
    let shown = [
        read!(<Option<Vec<u8>>>::SCHEMA),
        read!(<BTreeMap<String, (bool, char, f32)>>::SCHEMA),
        read!(<BTreeSet<[i16; 2]>>::SCHEMA),
        read!(<Box<[Option<()>]>>::SCHEMA),
        read!(&ITEM),
        read!(&TREE),
    ]
    .map(|schema| schema.to_string());
    assert_eq!(
        shown,
        [
            "Option<List<u8>>",
            "Map<Text, (bool, char, f32)>",
            "Set<(i16, i16)>",
            "List<Option<()>>",
            "Item",
            "Tree"
        ]
    );
}

#[test]
fn a_schema_is_the_same_as_itself() {
    for schema in [
        read!(&ITEM),
        read!(&TREE),
        read!(<BTreeMap<u8, Vec<f64>>>::SCHEMA),
    ] {
        assert_eq!(compare(&schema, &schema), []);
    }
}

#[test]
fn fingerprints_follow_what_is_stored() {
    const RENAMED: Schema = named(
        "LineItem",
        Content::Struct(&[field("sku", TEXT), field("count", U32)]),
    );
    const OTHER: Schema = named(
        "Item",
        Content::Struct(&[field("sku", TEXT), field("amount", U32)]),
    );
    assert_eq!(Fingerprint::of(&ITEM), Fingerprint::of(&RENAMED));
    assert_ne!(Fingerprint::of(&ITEM), Fingerprint::of(&OTHER));
    let newtype = named("Meters", Content::Newtype(U32));
    assert_eq!(Fingerprint::of(&newtype), Fingerprint::of(U32));
    // Published: a stored value would not be known any more.
    assert_eq!(
        Fingerprint::of(&ITEM).to_string(),
        "5dbf50bee918d02551d07a19824e58c6"
    );
}

#[test]
fn fields_may_come_and_move_and_not_go() {
    const NEW: Schema = named(
        "Item",
        Content::Struct(&[
            field("count", U32),
            Field {
                has_default: true,
                ..field("note", TEXT)
            },
            field("gift", &Schema::Option(&Schema::Bool)),
            Field {
                aliases: &["sku"],
                ..field("article", TEXT)
            },
        ]),
    );
    let (old, new) = (read!(&ITEM), read!(&NEW));
    assert_eq!(
        judge(&old, &new),
        (
            true,
            vec![
                "note: the field is new, and has a default".to_owned(),
                "gift: the field is new, and has a default".to_owned()
            ]
        )
    );
    let (is_safe, said) = judge(&new, &old);
    assert!(!is_safe);
    assert_eq!(
        said,
        [
            "note: the field is gone, and what is stored in it would be: if it was renamed, give it `#[serde(alias)]`",
            "gift: the field is gone, and what is stored in it would be: if it was renamed, give it `#[serde(alias)]`",
            "article: the field is gone, and what is stored in it would be: if it was renamed, give it `#[serde(alias)]`",
            "sku: the field is new, and stored values have none: give it `#[serde(default)]`",
        ]
    );
}

#[test]
fn numbers_grow_and_do_not_shrink() {
    let (small, large, signed) = (read!(u8::SCHEMA), read!(u16::SCHEMA), read!(i16::SCHEMA));
    assert!(judge(&small, &large).0 && judge(&small, &signed).0);
    assert!(!judge(&large, &small).0 && !judge(&large, &signed).0 && !judge(&signed, &large).0);
    assert!(judge(&read!(f32::SCHEMA), &read!(f64::SCHEMA)).0);
    assert!(!judge(&read!(u8::SCHEMA), &read!(f64::SCHEMA)).0);
}

#[test]
fn a_value_becomes_optional_and_a_newtype_is_its_value() {
    let plain = read!(<Vec<u32>>::SCHEMA);
    assert!(judge(&plain, &read!(<Option<Vec<u32>>>::SCHEMA)).0);
    assert!(!judge(&read!(<Option<Vec<u32>>>::SCHEMA), &plain).0);
    // `()` is stored as nothing, which would be read as `None`.
    assert!(!judge(&read!(<()>::SCHEMA), &read!(<Option<()>>::SCHEMA)).0);
    let wrapped = read!(&named("Ids", Content::Newtype(<Vec<u32>>::SCHEMA)));
    assert_eq!(judge(&plain, &wrapped), (true, vec![]));
    assert_eq!(judge(&wrapped, &plain), (true, vec![]));
}

#[test]
fn variants_may_come_and_not_go() {
    const fn variant(name: &'static str, content: Content) -> Variant {
        Variant {
            name,
            aliases: &[],
            content,
        }
    }
    const OLD: Schema = named(
        "Size",
        Content::Enum(&[
            variant("Small", Content::Unit),
            variant("Of", Content::Newtype(U32)),
        ]),
    );
    const NEW: Schema = named(
        "Size",
        Content::Enum(&[
            variant("Of", Content::Newtype(u64::SCHEMA)),
            variant("Small", Content::Unit),
            variant("Large", Content::Unit),
        ]),
    );
    let (old, new) = (read!(&OLD), read!(&NEW));
    assert_eq!(
        judge(&old, &new),
        (
            true,
            vec![
                "::Of: u32 is u64 now: every value fits".to_owned(),
                "::Large: the variant is new".to_owned()
            ]
        )
    );
    assert!(!judge(&new, &old).0);
}

#[test]
fn an_id_is_a_promise() {
    const fn with_id(id: &'static str) -> Schema {
        Schema::Named {
            name: "Prefs",
            id: Some(id),
            content: Content::Struct(&[]),
        }
    }
    let (one, two) = (
        read!(&with_id("app:Prefs:v1")),
        read!(&with_id("app:Prefs:v2")),
    );
    assert_eq!(compare(&one, &one), []);
    assert!(!judge(&one, &two).0);
}

#[test]
fn a_tree_stays_a_tree() {
    const OTHER: Schema = named(
        "Node",
        Content::Struct(&[
            field("label", TEXT),
            field("children", &Schema::List(&Schema::Recursive("Node"))),
        ]),
    );
    assert_eq!(compare(&read!(&TREE), &read!(&OTHER)), []);
    const INNER: Schema = named(
        "Leaf",
        Content::Struct(&[field("up", &Schema::Recursive("Leaf"))]),
    );
    const OUTER: Schema = named(
        "Leaf",
        Content::Struct(&[field("up", &Schema::Recursive("Root"))]),
    );
    let root = |leaf| judge(&read!(&named("Root", Content::Newtype(&INNER))), &leaf);
    assert!(!root(read!(&named("Root", Content::Newtype(&OUTER)))).0);
}

const CART: Record = Record {
    lifetime: Lifetime::Session,
    path: "shop::cart::CART",
    was: Some("shop::CART"),
    migrates: &[Fingerprint(7), Fingerprint(u128::MAX)],
    schema: &Schema::List(&ITEM),
};
const CART_BYTES: [u8; CART.encoded_len()] = CART.encode();

#[test]
fn items_are_found_in_a_program() {
    let mut program = vec![0x7f, b'E', b'L', b'F', 0x8f];
    // A magic by itself is no record: it is a constant of whoever looks for it.
    program.extend(&CART_BYTES[..16]);
    program.extend([7; 40]);
    program.extend(CART_BYTES);
    program.extend([0; 9]);
    program.extend(CART_BYTES);
    let found = find_records(&program).expect("they are found");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].path, "shop::cart::CART");
    assert_eq!(found[0].was.as_deref(), Some("shop::CART"));
    assert_eq!(found[0].migrates, CART.migrates);
    assert_eq!(found[0].schema, read!(&Schema::List(&ITEM)));
    assert_eq!(find_records(&[]), Ok(vec![]));
    for end in 0..CART_BYTES.len() {
        assert_eq!(find_records(&CART_BYTES[..end]), Ok(vec![]), "{end}");
    }
}

#[test]
fn two_items_of_one_path_are_an_error() {
    const OTHER: Record = Record { was: None, ..CART };
    const BYTES: [u8; OTHER.encoded_len()] = OTHER.encode();
    let program = [&CART_BYTES[..], &BYTES[..]].concat();
    let error = find_records(&program).expect_err("it is ambiguous");
    assert_eq!(
        error,
        ArtifactError::Twice {
            path: "shop::cart::CART".to_owned()
        }
    );
}

#[test]
fn what_is_no_schema_is_refused_with_its_place() {
    let kind = |bytes: &[u8]| decode(bytes).expect_err("no schema").kind;
    assert_eq!(kind(&[]), DecodeErrorKind::Truncated);
    assert_eq!(kind(&[8]), DecodeErrorKind::Truncated);
    assert_eq!(kind(&[0, 0]), DecodeErrorKind::Trailing);
    assert_eq!(kind(&[99]), DecodeErrorKind::Unknown);
    assert_eq!(kind(&[4, 7]), DecodeErrorKind::Unknown);
    assert_eq!(kind(&[13, 1, 0, 0xff]), DecodeErrorKind::NotText);
    assert_eq!(kind(&[8; 200]), DecodeErrorKind::TooLarge);
    assert_eq!(kind(&[11, 255, 255]), DecodeErrorKind::TooLarge);
    // An enum `E` with a variant `V`, which holds variants.
    let nested = [12, 1, 0, b'E', 0, 0, 16, 1, 0, 1, 0, b'V', 0, 0, 16, 0, 0];
    assert_eq!(kind(&nested), DecodeErrorKind::Unknown);
    let plain = [&nested[..14], &[0]].concat();
    assert_eq!(decode(&plain).expect("a unit variant").to_string(), "E");
}
