//! A schema from its bytes: the counterpart of `encode`.
//!
//! Invariant: whatever the bytes are, the answer is a schema within [`limits`](crate::limits) or an error that says where;
//! memory stays in proportion to the bytes.

use std::fmt;

use crate::buffer::{ContentBuf, FieldBuf, SchemaBuf, VariantBuf};
use crate::encode::Kind;
use crate::fingerprint::Fingerprint;
use crate::limits::{MAX_DEPTH, MAX_MEMBERS, MAX_NAME_BYTES, MAX_SCHEMA_BYTES};

/// Reads a schema that is all of `bytes`.
///
/// # Errors
/// When they are not what [`encode`](crate::encode) writes, or exceed a limit.
pub fn decode(bytes: &[u8]) -> Result<SchemaBuf, DecodeError> {
    let mut reader = Reader::new(bytes);
    if bytes.len() > MAX_SCHEMA_BYTES {
        return Err(reader.error(DecodeErrorKind::TooLarge));
    }
    let schema = reader.schema(0)?;
    reader.end()?;
    Ok(schema)
}

/// Why bytes are no schema, or no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// Where: bytes from the beginning.
    pub at: usize,
}

/// See [`DecodeError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// They end too early.
    Truncated,
    /// There are more than belong to it.
    Trailing,
    /// A kind, a flag or a width that does not exist.
    Unknown,
    /// A name is not UTF-8.
    NotText,
    /// More than `limits` allow.
    TooLarge,
    /// Written by a later version.
    Version,
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let problem = match self.kind {
            DecodeErrorKind::Truncated => "the schema ends too early",
            DecodeErrorKind::Trailing => "something follows the schema that is not part of it",
            DecodeErrorKind::Unknown => "a kind of type that this version does not know",
            DecodeErrorKind::NotText => "a name is not UTF-8",
            DecodeErrorKind::TooLarge => "it is larger or deeper than a schema may be",
            DecodeErrorKind::Version => {
                "it was written by a later version: use the `cargo-vango` of that version"
            }
        };
        write!(f, "at byte {}: {problem}", self.at)
    }
}

impl std::error::Error for DecodeError {}

pub(crate) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    pub(crate) fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError { kind, at: self.at }
    }

    pub(crate) fn end(&self) -> Result<(), DecodeError> {
        match self.at == self.bytes.len() {
            true => Ok(()),
            false => Err(self.error(DecodeErrorKind::Trailing)),
        }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'b [u8], DecodeError> {
        let rest = &self.bytes[self.at..];
        let taken = rest
            .get(..count)
            .ok_or_else(|| self.error(DecodeErrorKind::Truncated))?;
        self.at += count;
        Ok(taken)
    }

    pub(crate) fn byte(&mut self) -> Result<u8, DecodeError> {
        Ok(self.take(1)?[0])
    }

    fn short(&mut self, max: usize) -> Result<usize, DecodeError> {
        let bytes = self.take(2)?;
        let count = usize::from(u16::from_le_bytes([bytes[0], bytes[1]]));
        match count <= max {
            true => Ok(count),
            false => Err(self.error(DecodeErrorKind::TooLarge)),
        }
    }

    pub(crate) fn name(&mut self) -> Result<String, DecodeError> {
        let length = self.short(MAX_NAME_BYTES)?;
        let bytes = self.take(length)?;
        let text = std::str::from_utf8(bytes);
        text.map(str::to_owned)
            .map_err(|_| self.error(DecodeErrorKind::NotText))
    }

    pub(crate) fn fingerprint(&mut self) -> Result<Fingerprint, DecodeError> {
        let mut bytes = [0; 16];
        for byte in &mut bytes {
            *byte = self.byte()?;
        }
        Ok(Fingerprint(u128::from_le_bytes(bytes)))
    }

    pub(crate) fn members<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, DecodeError>,
    ) -> Result<Vec<T>, DecodeError> {
        let count = self.short(MAX_MEMBERS)?;
        (0..count).map(|_| read(self)).collect()
    }

    pub(crate) fn schema(&mut self, depth: usize) -> Result<SchemaBuf, DecodeError> {
        if depth >= MAX_DEPTH {
            return Err(self.error(DecodeErrorKind::TooLarge));
        }
        let kind = self.kind()?;
        Ok(match kind {
            Kind::Unit => SchemaBuf::Unit,
            Kind::Bool => SchemaBuf::Bool,
            Kind::Char => SchemaBuf::Char,
            Kind::Text => SchemaBuf::Text,
            Kind::Signed | Kind::Unsigned => SchemaBuf::Int {
                is_signed: kind == Kind::Signed,
                bits: self.bits(&[8, 16, 32, 64])?,
            },
            Kind::Float => SchemaBuf::Float {
                bits: self.bits(&[32, 64])?,
            },
            Kind::Option => SchemaBuf::Option(self.boxed(depth)?),
            Kind::List => SchemaBuf::List(self.boxed(depth)?),
            Kind::Set => SchemaBuf::Set(self.boxed(depth)?),
            Kind::Map => SchemaBuf::Map(self.boxed(depth)?, self.boxed(depth)?),
            Kind::Tuple => SchemaBuf::Tuple(self.members(|reader| reader.schema(depth + 1))?),
            Kind::Named => SchemaBuf::Named {
                name: self.name()?,
                id: Some(self.name()?).filter(|id| !id.is_empty()),
                content: self.content(depth, Kind::Named)?,
            },
            Kind::Recursive => SchemaBuf::Recursive(self.name()?),
            Kind::Newtype | Kind::Struct | Kind::Enum => return Err(self.unknown()),
        })
    }

    /// What is in `of`: a named type or one of its variants, which has no variants itself. A variant's kind is `Enum`.
    fn content(&mut self, depth: usize, of: Kind) -> Result<ContentBuf, DecodeError> {
        if depth >= MAX_DEPTH {
            return Err(self.error(DecodeErrorKind::TooLarge));
        }
        let kind = self.kind()?;
        Ok(match kind {
            Kind::Unit => ContentBuf::Unit,
            Kind::Newtype => ContentBuf::Newtype(self.boxed(depth)?),
            Kind::Tuple => ContentBuf::Tuple(self.members(|reader| reader.schema(depth + 1))?),
            Kind::Struct => ContentBuf::Struct(self.members(|reader| reader.field(depth))?),
            Kind::Enum if of == Kind::Named => {
                ContentBuf::Enum(self.members(|reader| reader.variant(depth))?)
            }
            _ => return Err(self.unknown()),
        })
    }

    fn field(&mut self, depth: usize) -> Result<FieldBuf, DecodeError> {
        Ok(FieldBuf {
            name: self.name()?,
            aliases: self.members(Self::name)?,
            has_default: match self.byte()? {
                0 => false,
                1 => true,
                _ => return Err(self.unknown()),
            },
            schema: self.schema(depth + 1)?,
        })
    }

    fn variant(&mut self, depth: usize) -> Result<VariantBuf, DecodeError> {
        Ok(VariantBuf {
            name: self.name()?,
            aliases: self.members(Self::name)?,
            content: self.content(depth + 1, Kind::Enum)?,
        })
    }

    fn kind(&mut self) -> Result<Kind, DecodeError> {
        let byte = self.byte()?;
        Kind::from_byte(byte).ok_or_else(|| self.unknown())
    }

    fn boxed(&mut self, depth: usize) -> Result<Box<SchemaBuf>, DecodeError> {
        self.schema(depth + 1).map(Box::new)
    }

    fn bits(&mut self, known: &[u8]) -> Result<u8, DecodeError> {
        let bits = self.byte()?;
        match known.contains(&bits) {
            true => Ok(bits),
            false => Err(self.unknown()),
        }
    }

    /// The byte that was read last is none that is known.
    fn unknown(&self) -> DecodeError {
        DecodeError {
            kind: DecodeErrorKind::Unknown,
            at: self.at - 1,
        }
    }
}
