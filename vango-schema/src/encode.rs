//! A schema as bytes, written by the compiler.
//!
//! The format: one byte for the kind ([`Kind`]), then what the kind has. A name is its length in two bytes (little endian)
//! and its UTF-8; a number of members is two bytes. Nested schemas stand where they are used.

use crate::fingerprint::Fingerprint;
use crate::limits::{MAX_DEPTH, MAX_MEMBERS, MAX_NAME_BYTES};
use crate::schema::{Content, Field, Schema, Variant};

/// The first byte of a schema, or of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    Unit = 0,
    Bool = 1,
    Char = 2,
    Text = 3,
    Signed = 4,
    Unsigned = 5,
    Float = 6,
    Option = 7,
    List = 8,
    Set = 9,
    Map = 10,
    Tuple = 11,
    Named = 12,
    Recursive = 13,
    Newtype = 14,
    Struct = 15,
    Enum = 16,
}

impl Kind {
    /// By their numbers.
    const ALL: [Self; 17] = [
        Self::Unit,
        Self::Bool,
        Self::Char,
        Self::Text,
        Self::Signed,
        Self::Unsigned,
        Self::Float,
        Self::Option,
        Self::List,
        Self::Set,
        Self::Map,
        Self::Tuple,
        Self::Named,
        Self::Recursive,
        Self::Newtype,
        Self::Struct,
        Self::Enum,
    ];

    pub(crate) fn from_byte(byte: u8) -> Option<Self> {
        Self::ALL.get(usize::from(byte)).copied()
    }
}

/// How long [`encode`]'s answer is.
pub const fn encoded_len(schema: &Schema) -> usize {
    let mut count = Writer::<0> { bytes: [], at: 0 };
    count.schema(schema, 0);
    count.at
}

/// The bytes; `N` is [`encoded_len`].
///
/// ```
/// use vango_schema::{Describe, encode, encoded_len};
/// type Names = Vec<String>;
/// const BYTES: [u8; encoded_len(Names::SCHEMA)] = encode(Names::SCHEMA);
/// assert_eq!(vango_schema::decode(&BYTES).unwrap().to_string(), "List<Text>");
/// ```
///
/// # Panics
/// At compile time: when a type is deeper, or has more members, than [`limits`](crate::limits) allow.
pub const fn encode<const N: usize>(schema: &Schema) -> [u8; N] {
    let mut writer = Writer {
        bytes: [0; N],
        at: 0,
    };
    writer.schema(schema, 0);
    assert!(writer.at == N, "N is the length that `encoded_len` says");
    writer.bytes
}

/// Writes as far as there is room, and counts on.
pub(crate) struct Writer<const N: usize> {
    pub(crate) bytes: [u8; N],
    pub(crate) at: usize,
}

impl<const N: usize> Writer<N> {
    pub(crate) const fn byte(&mut self, byte: u8) {
        if self.at < N {
            self.bytes[self.at] = byte;
        }
        self.at += 1;
    }

    pub(crate) const fn bytes(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    const fn count(&mut self, count: usize) {
        assert!(
            count <= MAX_MEMBERS,
            "a persisted type has more fields or variants than 1,024: divide it"
        );
        self.bytes(&(count as u16).to_le_bytes());
    }

    pub(crate) const fn name(&mut self, name: &str) {
        assert!(
            name.len() <= MAX_NAME_BYTES,
            "a persisted name is longer than 1,024 bytes: shorten it"
        );
        self.bytes(&(name.len() as u16).to_le_bytes());
        self.bytes(name.as_bytes());
    }

    const fn names(&mut self, names: &[&str]) {
        self.count(names.len());
        let mut at = 0;
        while at < names.len() {
            self.name(names[at]);
            at += 1;
        }
    }

    pub(crate) const fn fingerprints(&mut self, fingerprints: &[Fingerprint]) {
        self.count(fingerprints.len());
        let mut at = 0;
        while at < fingerprints.len() {
            self.bytes(&fingerprints[at].0.to_le_bytes());
            at += 1;
        }
    }

    pub(crate) const fn schema(&mut self, schema: &Schema, depth: usize) {
        assert!(
            depth < MAX_DEPTH,
            "a persisted type nests deeper than 64 types: make it flatter"
        );
        match schema {
            Schema::Unit => self.byte(Kind::Unit as u8),
            Schema::Bool => self.byte(Kind::Bool as u8),
            Schema::Char => self.byte(Kind::Char as u8),
            Schema::Text => self.byte(Kind::Text as u8),
            Schema::Int { is_signed, bits } => {
                self.byte(if *is_signed {
                    Kind::Signed
                } else {
                    Kind::Unsigned
                } as u8);
                self.byte(*bits);
            }
            Schema::Float { bits } => {
                self.byte(Kind::Float as u8);
                self.byte(*bits);
            }
            Schema::Option(of) => self.wrapped(Kind::Option, of, depth),
            Schema::List(of) => self.wrapped(Kind::List, of, depth),
            Schema::Set(of) => self.wrapped(Kind::Set, of, depth),
            Schema::Map(key, value) => {
                self.wrapped(Kind::Map, key, depth);
                self.schema(value, depth + 1);
            }
            Schema::Tuple(members) => self.tuple(members, depth),
            Schema::Named { name, id, content } => {
                self.byte(Kind::Named as u8);
                self.name(name);
                // An id is never empty: the derive refuses that.
                self.name(match id {
                    Some(id) => id,
                    None => "",
                });
                self.content(content, depth);
            }
            Schema::Recursive(name) => {
                self.byte(Kind::Recursive as u8);
                self.name(name);
            }
        }
    }

    const fn wrapped(&mut self, kind: Kind, of: &Schema, depth: usize) {
        self.byte(kind as u8);
        self.schema(of, depth + 1);
    }

    const fn tuple(&mut self, members: &[&Schema], depth: usize) {
        self.byte(Kind::Tuple as u8);
        self.count(members.len());
        let mut at = 0;
        while at < members.len() {
            self.schema(members[at], depth + 1);
            at += 1;
        }
    }

    const fn content(&mut self, content: &Content, depth: usize) {
        match content {
            Content::Unit => self.byte(Kind::Unit as u8),
            Content::Newtype(of) => self.wrapped(Kind::Newtype, of, depth),
            Content::Tuple(members) => self.tuple(members, depth),
            Content::Struct(fields) => self.fields(fields, depth),
            Content::Enum(variants) => self.variants(variants, depth),
        }
    }

    const fn fields(&mut self, fields: &[Field], depth: usize) {
        self.byte(Kind::Struct as u8);
        self.count(fields.len());
        let mut at = 0;
        while at < fields.len() {
            let field = &fields[at];
            self.name(field.name);
            self.names(field.aliases);
            self.byte(field.has_default as u8);
            self.schema(field.schema, depth + 1);
            at += 1;
        }
    }

    const fn variants(&mut self, variants: &[Variant], depth: usize) {
        self.byte(Kind::Enum as u8);
        self.count(variants.len());
        let mut at = 0;
        while at < variants.len() {
            let variant = &variants[at];
            self.name(variant.name);
            self.names(variant.aliases);
            self.content(&variant.content, depth + 1);
            at += 1;
        }
    }
}
