//! What a store, a binary or a committed file brings: schemas, records, values.
//!
//! A value that is read can be written, and is read as itself again. A schema has no encoder but the compiler: it is compared
//! with itself and shown.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use vango::Persist;
use vango::persist::{decode, encode};
use vango_schema::{
    Describe, Effect, Lifetime, Record, Schema, compare, encode as encode_schema, encoded_len,
    find_records,
};

use crate::corpus::Seed;

/// A type with a bit of everything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Persist)]
struct Everything {
    id: u64,
    #[serde(default)]
    name: Option<String>,
    letter: char,
    size: Size,
    tags: BTreeSet<i16>,
    by_name: BTreeMap<String, (bool, u8)>,
    children: Vec<Everything>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Persist)]
enum Size {
    Small,
    Of(i32),
    Box { width: u8, unit: () },
}

const SCHEMA: &Schema = Everything::SCHEMA;
const SCHEMA_BYTES: [u8; encoded_len(SCHEMA)] = encode_schema(SCHEMA);
const RECORD: Record = Record {
    lifetime: Lifetime::Session,
    path: "app::EVERYTHING",
    was: Some("app::ALL"),
    migrates: &[],
    schema: SCHEMA,
};
const RECORD_BYTES: [u8; RECORD.encoded_len()] = RECORD.encode();

/// Bytes of one value, in any store.
const MAX_BYTES: usize = 1 << 20;

/// A schema.
pub fn schema(bytes: &[u8]) {
    let Ok(schema) = vango_schema::decode(bytes) else {
        return;
    };
    assert!(!schema.to_string().is_empty());
    let changes = compare(&schema, &schema);
    // A type that means one around it which is not there is the only one that differs from itself.
    assert!(
        changes
            .iter()
            .all(|change| change.effect == Effect::Lossy
                && change.reason.contains("which holds itself")),
        "{changes:?}"
    );
}

/// A program.
pub fn program(bytes: &[u8]) {
    if let Ok(records) = find_records(bytes) {
        for record in records {
            assert!(record.path.len() <= vango_schema::limits::MAX_NAME_BYTES);
        }
    }
}

/// A stored value.
pub fn value(bytes: &[u8]) {
    let Ok(value) = decode::<Everything>(bytes) else {
        return;
    };
    let again = encode(&value, MAX_BYTES).expect("what was read can be written");
    assert_eq!(decode(&again), Ok(value));
}

/// Where the inputs begin.
pub(crate) fn seeds(target: &str) -> Vec<Seed> {
    let child = Everything {
        id: 1,
        name: None,
        letter: 'x',
        size: Size::Of(-70_000),
        tags: BTreeSet::new(),
        by_name: BTreeMap::new(),
        children: Vec::new(),
    };
    let parent = Everything {
        id: u64::MAX,
        name: Some("two\u{fffd}".to_owned()),
        size: Size::Box { width: 3, unit: () },
        tags: [-1, 300].into(),
        by_name: [("a".to_owned(), (true, 9))].into(),
        children: vec![child.clone(), child.clone()],
        ..child
    };
    let bytes = match target {
        "schema" => SCHEMA_BYTES.to_vec(),
        "program" => [&[0x7f; 9], &RECORD_BYTES[..], &[0; 40]].concat(),
        "value" => encode(&parent, MAX_BYTES).expect("it is written"),
        _ => return Vec::new(),
    };
    let name = format!("{target}-of-everything");
    vec![Seed { name, bytes }]
}
