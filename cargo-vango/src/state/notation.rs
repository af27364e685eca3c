//! Schemas as text that people read in a difference: a type is an expression (`List<LineItem>`), and what is in a type
//! with a name stands once in a table.
//!
//! Expressions: `()`, `bool`, `char`, `Text`, `u8` to `i64`, `f32`, `f64`, `Option<T>`, `List<T>`, `Set<T>`, `Map<K, V>`,
//! tuples `(A, B)`, `(A,)` and `(,)`, `Recursive<Name>` for the type of that name around the place, and a label of the
//! table. Two types that have the same name and differ are labelled `Item` and `Item#2`. A name that is no Rust name
//! is written as a JSON string.
//!
//! Invariant: whatever was read from a program is the same after it was written and read. What is read stays within
//! `vango_schema::limits`, whatever the file says.
//! Deliberately absent: what a schema means. `vango_schema::compare` judges.

mod read;
mod write;

use std::fmt;

use serde::{Deserialize, Serialize};

pub(crate) use read::Reader;
pub(crate) use write::Types;

/// What is in a type with a name: at most one of `newtype`, `tuple`, `fields` and `variants`; a unit has none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct TypeText {
    /// Its name in Rust, where the label says another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// `#[persist(schema = "…")]`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) schema: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) newtype: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tuple: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fields: Option<Vec<FieldText>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) variants: Option<Vec<VariantText>>,
}

/// A field with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldText {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) of: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) default: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
}

/// A variant, with what is in it as in [`TypeText`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantText {
    pub(crate) name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) newtype: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) tuple: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) fields: Option<Vec<FieldText>>,
}

/// Why a text is no schema, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// From the innermost place to the outermost.
    places: Vec<String>,
    what: String,
}

impl Problem {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            places: Vec::new(),
            what: what.into(),
        }
    }

    pub(crate) fn at(mut self, place: impl Into<String>) -> Self {
        self.places.push(place.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, place) in self.places.iter().rev().enumerate() {
            write!(f, "{}{place}", if at == 0 { "" } else { ", " })?;
        }
        match self.places.is_empty() {
            true => f.write_str(&self.what),
            false => write!(f, ": {}", self.what),
        }
    }
}

/// Words of the notation, which label no type.
const WORDS: [&str; 18] = [
    "bool",
    "char",
    "Text",
    "u8",
    "u16",
    "u32",
    "u64",
    "i8",
    "i16",
    "i32",
    "i64",
    "f32",
    "f64",
    "Option",
    "List",
    "Set",
    "Map",
    "Recursive",
];

/// Whether it is written as it is: a letter or `_`, then these and digits.
fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    let first = characters.next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_') && characters.all(is_inner)
}

fn is_inner(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
