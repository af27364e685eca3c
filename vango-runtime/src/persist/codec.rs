//! A value as bytes: a version, the fingerprint of its type, and MessagePack with the names of fields and variants
//! (<https://github.com/msgpack/msgpack/blob/master/spec.md>).
//!
//! Names make the bytes independent of the order in which a type is written down, and let fields come with a default; numbers
//! take the room that they need, so they may become wider. What else may change is `vango_schema::compare`'s to say, and
//! `acceptance/tests/persist` holds it to these bytes. Only this module names the library.

use std::fmt;

use vango_schema::Fingerprint;

use super::Persist;

/// The version of what follows.
const VERSION: u8 = 1;

/// Version and fingerprint.
const HEADER_BYTES: usize = 1 + 16;

/// Values inside one another that are read: more would need a deep stack.
const MAX_DEPTH: usize = 128;

/// The bytes of a value.
///
/// ```
/// use vango_runtime::persist::{decode, encode};
/// let bytes = encode(&vec!["tea".to_owned()], 100)?;
/// assert_eq!(bytes.len(), 17 + 1 + 4);
/// assert_eq!(decode::<Vec<String>>(&bytes)?, ["tea"]);
/// # Ok::<(), vango_runtime::persist::CodecError>(())
/// ```
///
/// # Errors
/// When they would be more than `max_bytes`, or the value refuses to be written.
pub fn encode<T: Persist>(value: &T, max_bytes: usize) -> Result<Vec<u8>, CodecError> {
    let mut out = Bounded {
        bytes: Vec::new(),
        max_bytes,
        is_exceeded: false,
    };
    out.bytes.push(VERSION);
    out.bytes
        .extend(const { Fingerprint::of(T::SCHEMA) }.0.to_le_bytes());
    let written = value.serialize(&mut rmp_serde::Serializer::new(&mut out).with_struct_map());
    match written {
        Ok(()) => Ok(out.bytes),
        Err(_) if out.is_exceeded => Err(CodecError::TooLarge { max_bytes }),
        Err(error) => Err(CodecError::Refused {
            reason: error.to_string(),
        }),
    }
}

/// What the bytes were written as.
///
/// # Errors
/// When they are no value's.
pub fn fingerprint(bytes: &[u8]) -> Result<Fingerprint, CodecError> {
    match bytes.first_chunk::<HEADER_BYTES>() {
        Some([VERSION, rest @ ..]) => Ok(Fingerprint(u128::from_le_bytes(*rest))),
        Some([version, ..]) => Err(CodecError::Version { version: *version }),
        None => Err(CodecError::Corrupt {
            reason: "it ends too early".to_owned(),
        }),
    }
}

/// The value that the bytes are, all of them. Whether bytes of another type may be read as this one is to be asked before.
///
/// # Errors
/// When they are no value of this type.
pub fn decode<T: Persist>(bytes: &[u8]) -> Result<T, CodecError> {
    fingerprint(bytes)?;
    let mut rest = &bytes[HEADER_BYTES..];
    let mut reader = rmp_serde::Deserializer::new(&mut rest);
    reader.set_max_depth(MAX_DEPTH);
    let value = T::deserialize(&mut reader).map_err(|error| CodecError::Corrupt {
        reason: error.to_string(),
    })?;
    match rest.is_empty() {
        true => Ok(value),
        false => Err(CodecError::Corrupt {
            reason: "something follows the value that is not part of it".to_owned(),
        }),
    }
}

/// Takes so many bytes and no more: a value that is too large costs no more memory than its limit.
struct Bounded {
    bytes: Vec<u8>,
    max_bytes: usize,
    is_exceeded: bool,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.max_bytes {
            self.is_exceeded = true;
            return Err(std::io::ErrorKind::StorageFull.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Why a value cannot be written or read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodecError {
    /// It takes more bytes than it may.
    TooLarge {
        /// How many it may.
        max_bytes: usize,
    },
    /// Its `Serialize` says no.
    Refused {
        /// What it says.
        reason: String,
    },
    /// The bytes are no value of the type.
    Corrupt {
        /// Why.
        reason: String,
    },
    /// They were written by a later version of Vango.
    Version {
        /// Of the bytes.
        version: u8,
    },
}

impl fmt::Display for CodecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { max_bytes } => write!(
                f,
                "the value takes more than the {max_bytes} bytes that it may: persist a reference to what is large, or raise the budget"
            ),
            Self::Refused { reason } => write!(f, "the value refuses to be written: {reason}"),
            Self::Corrupt { reason } => write!(f, "the stored value cannot be read: {reason}"),
            Self::Version { version } => write!(
                f,
                "the stored value was written by a later version of Vango (format {version}, this one knows {VERSION})"
            ),
        }
    }
}

impl std::error::Error for CodecError {}
