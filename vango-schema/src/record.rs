//! What a binary holds of each persisted item.
//!
//! A record is [`MAGIC`], the version, the length and a checksum of what follows, and then: lifetime, path, former path,
//! types that it is migrated from, schema.
//! It stands in the data of the program as a constant that the item refers to, so it is there when the item is, whatever
//! the format of the binary, stripped or not.

use std::fmt;

use crate::buffer::SchemaBuf;
use crate::decode::{DecodeError, DecodeErrorKind, Reader};
use crate::encode::Writer;
use crate::fingerprint::Fingerprint;
use crate::limits::MAX_SCHEMA_BYTES;
use crate::schema::Schema;

/// By which records are found. Drawn at random: it stands in no other data.
pub(crate) const MAGIC: [u8; 16] = [
    0x8f, 0x1c, 0xd2, 0x6b, 0x07, 0xe9, 0x43, 0xb5, 0xa0, 0x5e, 0x99, 0x34, 0xf8, 0x2d, 0xc6, 0x71,
];

/// The version of what follows the magic.
const VERSION: u8 = 1;

const CHECKSUM_BYTES: usize = 4;

/// Magic, version, length, checksum.
pub(crate) const HEADER_BYTES: usize = MAGIC.len() + 1 + 4 + CHECKSUM_BYTES;

/// How long a value lives, and who shares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Lifetime {
    /// `#[shared]`: a value for each session.
    Session = 1,
    /// `#[shared(scope = browser)]`: a value for all sessions of a browser.
    Browser = 2,
    /// `#[global]`: one value for the app.
    Global = 3,
    /// `#[session_key]`: one value for a session, which may be absent.
    Key = 4,
}

impl fmt::Display for Lifetime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Session => "shared",
            Self::Browser => "shared by a browser",
            Self::Global => "global",
            Self::Key => "session key",
        })
    }
}

/// A persisted item, as a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whose value it is.
    pub lifetime: Lifetime,
    /// Where it stands: `module_path!()` and the item's name.
    pub path: &'static str,
    /// Where it stood: `was = "…"`.
    pub was: Option<&'static str>,
    /// Types whose values a function of the app turns into this item's: `migrate`.
    pub migrates: &'static [Fingerprint],
    /// Of its value.
    pub schema: &'static Schema,
}

impl Record {
    /// How long [`Record::encode`]'s answer is.
    pub const fn encoded_len(&self) -> usize {
        let mut count = Writer::<0> { bytes: [], at: 0 };
        self.write(&mut count, 0);
        count.at
    }

    /// The bytes; `N` is [`Record::encoded_len`].
    ///
    /// # Panics
    /// At compile time: when the schema exceeds [`limits`](crate::limits).
    pub const fn encode<const N: usize>(&self) -> [u8; N] {
        let length = N - HEADER_BYTES;
        assert!(
            length <= MAX_SCHEMA_BYTES,
            "the schema of a persisted type takes more than 64 KiB: divide the type"
        );
        let mut writer = Writer {
            bytes: [0; N],
            at: 0,
        };
        self.write(&mut writer, length as u32);
        let checksum = checksum(&writer.bytes, HEADER_BYTES);
        writer.at = HEADER_BYTES - CHECKSUM_BYTES;
        writer.bytes(&checksum.to_le_bytes());
        writer.bytes
    }

    /// Everything but the checksum, for which there is room.
    const fn write<const N: usize>(&self, writer: &mut Writer<N>, length: u32) {
        writer.bytes(&MAGIC);
        writer.byte(VERSION);
        writer.bytes(&length.to_le_bytes());
        writer.bytes(&[0; CHECKSUM_BYTES]);
        writer.byte(self.lifetime as u8);
        writer.name(self.path);
        writer.name(match self.was {
            Some(was) => was,
            None => "",
        });
        writer.fingerprints(self.migrates);
        writer.schema(self.schema, 0);
    }
}

/// FNV-1a, 32 bits, of `bytes` from `from` on: tells a record from the magic standing somewhere by itself.
const fn checksum(bytes: &[u8], from: usize) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    let mut at = from;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// A record that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordBuf {
    /// Whose value it is.
    pub lifetime: Lifetime,
    /// Where it stands.
    pub path: String,
    /// Where it stood.
    pub was: Option<String>,
    /// Types whose values a function of the app turns into this item's.
    pub migrates: Vec<Fingerprint>,
    /// Of its value.
    pub schema: SchemaBuf,
}

impl RecordBuf {
    /// Reads the record at the beginning of `bytes`; `None` when there is none: a magic by itself.
    pub(crate) fn read(bytes: &[u8]) -> Result<Option<Self>, DecodeError> {
        let Some(header) = bytes.first_chunk::<HEADER_BYTES>() else {
            return Ok(None);
        };
        let (version, numbers) = (header[MAGIC.len()], &header[MAGIC.len() + 1..]);
        let number = |at: usize| {
            u32::from_le_bytes([
                numbers[at],
                numbers[at + 1],
                numbers[at + 2],
                numbers[at + 3],
            ])
        };
        let length = number(0) as usize;
        let Some(body) = bytes[HEADER_BYTES..].get(..length) else {
            return Ok(None);
        };
        if length > MAX_SCHEMA_BYTES || checksum(body, 0) != number(4) {
            return Ok(None);
        }
        if version != VERSION {
            return Err(DecodeError {
                kind: DecodeErrorKind::Version,
                at: MAGIC.len(),
            });
        }
        let mut reader = Reader::new(body);
        let lifetime = match reader.byte()? {
            1 => Lifetime::Session,
            2 => Lifetime::Browser,
            3 => Lifetime::Global,
            4 => Lifetime::Key,
            _ => return Err(reader.error(DecodeErrorKind::Unknown)),
        };
        let record = Self {
            lifetime,
            path: reader.name()?,
            was: Some(reader.name()?).filter(|was| !was.is_empty()),
            migrates: reader.members(Reader::fingerprint)?,
            schema: reader.schema(0)?,
        };
        reader.end()?;
        Ok(Some(record))
    }
}
