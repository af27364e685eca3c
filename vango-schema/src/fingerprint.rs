//! 128 bits by which a stored value says what it was written as.

use std::fmt;

use crate::buffer::{ContentBuf, SchemaBuf};
use crate::encode::Kind;
use crate::schema::{Content, Field, Schema, Variant};

/// Equal for two schemas whose values are stored alike: names of types and aliases do not count, names of fields and
/// variants do, and so does an id. FNV-1a (128 bits): it tells schemas apart that differ by chance or by change, not ones that
/// somebody has made collide, which would only harm whoever does that to their own app.
///
/// ```
/// use vango_schema::{Describe, Fingerprint};
/// assert_eq!(Fingerprint::of(<Vec<u8>>::SCHEMA), Fingerprint::of(<std::collections::VecDeque<u8>>::SCHEMA));
/// assert_ne!(Fingerprint::of(u8::SCHEMA), Fingerprint::of(u16::SCHEMA));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// Of this schema.
    pub const fn of(schema: &Schema) -> Self {
        let mut hash = Hash(OFFSET);
        hash.schema(schema);
        Self(hash.0)
    }

    /// Of a schema that was read: the same number as [`Fingerprint::of`] gives for the constant.
    pub fn of_buf(schema: &SchemaBuf) -> Self {
        let mut hash = Hash(OFFSET);
        hash.schema_buf(schema);
        Self(hash.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// The constants of FNV-1a for 128 bits (IETF draft-eastlake-fnv).
const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

struct Hash(u128);

impl Hash {
    const fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ byte as u128).wrapping_mul(PRIME);
    }

    const fn kind(&mut self, kind: Kind) {
        self.byte(kind as u8);
    }

    /// Its length first, so that no two names run into one another.
    const fn name(&mut self, name: &str) {
        let bytes = name.as_bytes();
        self.count(bytes.len());
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    const fn count(&mut self, count: usize) {
        let bytes = (count as u32).to_le_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.byte(bytes[at]);
            at += 1;
        }
    }

    const fn schema(&mut self, schema: &Schema) {
        match schema {
            Schema::Unit => self.kind(Kind::Unit),
            Schema::Bool => self.kind(Kind::Bool),
            Schema::Char => self.kind(Kind::Char),
            Schema::Text => self.kind(Kind::Text),
            Schema::Int { is_signed, bits } => {
                self.kind(if *is_signed {
                    Kind::Signed
                } else {
                    Kind::Unsigned
                });
                self.byte(*bits);
            }
            Schema::Float { bits } => {
                self.kind(Kind::Float);
                self.byte(*bits);
            }
            Schema::Option(of) => self.wrapped(Kind::Option, of),
            Schema::List(of) => self.wrapped(Kind::List, of),
            Schema::Set(of) => self.wrapped(Kind::Set, of),
            Schema::Map(key, value) => {
                self.wrapped(Kind::Map, key);
                self.schema(value);
            }
            Schema::Tuple(members) => self.tuple(members),
            Schema::Named { id, content, .. } => {
                if let Some(id) = id {
                    self.kind(Kind::Named);
                    self.name(id);
                }
                self.content(content);
            }
            Schema::Recursive(_) => self.kind(Kind::Recursive),
        }
    }

    const fn wrapped(&mut self, kind: Kind, of: &Schema) {
        self.kind(kind);
        self.schema(of);
    }

    const fn tuple(&mut self, members: &[&Schema]) {
        self.kind(Kind::Tuple);
        self.count(members.len());
        let mut at = 0;
        while at < members.len() {
            self.schema(members[at]);
            at += 1;
        }
    }

    const fn content(&mut self, content: &Content) {
        match content {
            Content::Unit => self.kind(Kind::Unit),
            Content::Newtype(of) => self.schema(of),
            Content::Tuple(members) => self.tuple(members),
            Content::Struct(fields) => self.fields(fields),
            Content::Enum(variants) => self.variants(variants),
        }
    }

    const fn fields(&mut self, fields: &[Field]) {
        self.kind(Kind::Struct);
        self.count(fields.len());
        let mut at = 0;
        while at < fields.len() {
            self.name(fields[at].name);
            self.schema(fields[at].schema);
            at += 1;
        }
    }

    const fn variants(&mut self, variants: &[Variant]) {
        self.kind(Kind::Enum);
        self.count(variants.len());
        let mut at = 0;
        while at < variants.len() {
            self.name(variants[at].name);
            self.content(&variants[at].content);
            at += 1;
        }
    }
}

/// As above, of what was read. Not constant: the heap cannot be walked by the compiler.
impl Hash {
    fn schema_buf(&mut self, schema: &SchemaBuf) {
        match schema {
            SchemaBuf::Unit => self.kind(Kind::Unit),
            SchemaBuf::Bool => self.kind(Kind::Bool),
            SchemaBuf::Char => self.kind(Kind::Char),
            SchemaBuf::Text => self.kind(Kind::Text),
            SchemaBuf::Int { is_signed, bits } => self.schema(&Schema::Int {
                is_signed: *is_signed,
                bits: *bits,
            }),
            SchemaBuf::Float { bits } => self.schema(&Schema::Float { bits: *bits }),
            SchemaBuf::Option(of) => self.wrapped_buf(Kind::Option, of),
            SchemaBuf::List(of) => self.wrapped_buf(Kind::List, of),
            SchemaBuf::Set(of) => self.wrapped_buf(Kind::Set, of),
            SchemaBuf::Map(key, value) => {
                self.wrapped_buf(Kind::Map, key);
                self.schema_buf(value);
            }
            SchemaBuf::Tuple(members) => self.tuple_buf(members),
            SchemaBuf::Named { id, content, .. } => {
                if let Some(id) = id {
                    self.kind(Kind::Named);
                    self.name(id);
                }
                self.content_buf(content);
            }
            SchemaBuf::Recursive(_) => self.kind(Kind::Recursive),
        }
    }

    fn wrapped_buf(&mut self, kind: Kind, of: &SchemaBuf) {
        self.kind(kind);
        self.schema_buf(of);
    }

    fn tuple_buf(&mut self, members: &[SchemaBuf]) {
        self.kind(Kind::Tuple);
        self.count(members.len());
        for member in members {
            self.schema_buf(member);
        }
    }

    fn content_buf(&mut self, content: &ContentBuf) {
        match content {
            ContentBuf::Unit => self.kind(Kind::Unit),
            ContentBuf::Newtype(of) => self.schema_buf(of),
            ContentBuf::Tuple(members) => self.tuple_buf(members),
            ContentBuf::Struct(fields) => {
                self.kind(Kind::Struct);
                self.count(fields.len());
                for field in fields {
                    self.name(&field.name);
                    self.schema_buf(&field.schema);
                }
            }
            ContentBuf::Enum(variants) => {
                self.kind(Kind::Enum);
                self.count(variants.len());
                for variant in variants {
                    self.name(&variant.name);
                    self.content_buf(&variant.content);
                }
            }
        }
    }
}
