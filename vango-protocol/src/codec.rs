//! The one module that names bincode: primitives in bincode 2's `standard()` format.
//!
//! Invariant: everything that crosses the wire is built from these primitives (`docs/protocol.md`, "Primitives"), so
//! the serialiser could be replaced here alone. Lengths are checked against a named limit and against the bytes that
//! are there *before* anything is allocated. It does not know frames.

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use bincode::enc::write::Writer;
use bincode::error::{DecodeError as BincodeError, EncodeError};

use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::MAX_SERVER_FRAME_BYTES;

/// `standard()`: little endian, variable-length integers. The limit is the largest of any frame; entry points check
/// the tighter one of their direction.
const CONFIG: Configuration<LittleEndian, Varint, Limit<MAX_SERVER_FRAME_BYTES>> =
    bincode::config::standard().with_limit::<MAX_SERVER_FRAME_BYTES>();

struct Append<'o>(&'o mut Vec<u8>);

impl Writer for Append<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> Result<(), EncodeError> {
        self.0.extend_from_slice(bytes);
        Ok(())
    }
}

#[inline]
fn put<T: bincode::Encode>(out: &mut Vec<u8>, value: T) {
    bincode::encode_into_writer(value, Append(out), CONFIG).expect("a Vec takes every byte");
}

#[inline]
pub(crate) fn put_u8(out: &mut Vec<u8>, value: u8) {
    out.push(value);
}

#[inline]
pub(crate) fn put_bool(out: &mut Vec<u8>, value: bool) {
    out.push(u8::from(value));
}

#[inline]
pub(crate) fn put_u16(out: &mut Vec<u8>, value: u16) {
    put(out, value);
}

#[inline]
pub(crate) fn put_u32(out: &mut Vec<u8>, value: u32) {
    put(out, value);
}

#[inline]
pub(crate) fn put_i32(out: &mut Vec<u8>, value: i32) {
    put(out, value);
}

#[inline]
pub(crate) fn put_u64(out: &mut Vec<u8>, value: u64) {
    put(out, value);
}

/// A length or count.
#[inline]
pub(crate) fn put_len(out: &mut Vec<u8>, value: usize) {
    put(out, value as u64);
}

#[inline]
pub(crate) fn put_str(out: &mut Vec<u8>, value: &str) {
    put_bytes(out, value.as_bytes());
}

/// Bytes with their length.
#[inline]
pub(crate) fn put_bytes(out: &mut Vec<u8>, value: &[u8]) {
    put_len(out, value.len());
    out.extend_from_slice(value);
}

/// Bytes without their length.
#[inline]
pub(crate) fn put_raw(out: &mut Vec<u8>, value: &[u8]) {
    out.extend_from_slice(value);
}

#[inline]
pub(crate) fn put_option_str(out: &mut Vec<u8>, value: Option<&str>) {
    put_bool(out, value.is_some());
    if let Some(value) = value {
        put_str(out, value);
    }
}

/// Reads primitives off a slice. `Copy`-cheap; knows where it is, for errors.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    input: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// A reader of `input`, which may not be longer than `limit` bytes.
    pub(crate) fn new(
        input: &'a [u8],
        limit: usize,
        what: &'static str,
    ) -> Result<Self, DecodeError> {
        if input.len() > limit {
            return Err(DecodeError::new(DecodeErrorKind::OverLimit, what, 0));
        }
        Ok(Self { input, at: 0 })
    }

    #[inline]
    pub(crate) fn offset(&self) -> usize {
        self.at
    }

    #[inline]
    pub(crate) fn remaining(&self) -> usize {
        self.input.len() - self.at
    }

    /// An error about the value that starts at `offset`.
    pub(crate) fn error(
        &self,
        kind: DecodeErrorKind,
        what: &'static str,
        offset: usize,
    ) -> DecodeError {
        DecodeError::new(kind, what, offset)
    }

    /// Whole-input consumption: to be called after the last value.
    pub(crate) fn finish(&self, what: &'static str) -> Result<(), DecodeError> {
        if self.remaining() > 0 {
            return Err(self.error(DecodeErrorKind::TrailingBytes, what, self.at));
        }
        Ok(())
    }

    #[inline]
    fn read<T: bincode::Decode<()>>(&mut self, what: &'static str) -> Result<T, DecodeError> {
        match bincode::decode_from_slice::<T, _>(&self.input[self.at..], CONFIG) {
            Ok((value, bytes)) => {
                self.at += bytes;
                Ok(value)
            }
            Err(error) => Err(self.error(kind_of(&error), what, self.at)),
        }
    }

    #[inline]
    pub(crate) fn u8(&mut self, what: &'static str) -> Result<u8, DecodeError> {
        self.read(what)
    }

    #[inline]
    pub(crate) fn bool(&mut self, what: &'static str) -> Result<bool, DecodeError> {
        self.read(what)
    }

    #[inline]
    pub(crate) fn u16(&mut self, what: &'static str) -> Result<u16, DecodeError> {
        self.read(what)
    }

    #[inline]
    pub(crate) fn u32(&mut self, what: &'static str) -> Result<u32, DecodeError> {
        self.read(what)
    }

    #[inline]
    pub(crate) fn i32(&mut self, what: &'static str) -> Result<i32, DecodeError> {
        self.read(what)
    }

    #[inline]
    pub(crate) fn u64(&mut self, what: &'static str) -> Result<u64, DecodeError> {
        self.read(what)
    }

    /// A length or count of at most `limit`.
    #[inline]
    pub(crate) fn len(&mut self, limit: usize, what: &'static str) -> Result<usize, DecodeError> {
        let at = self.at;
        let len = self.u64(what)?;
        if len > limit as u64 {
            return Err(self.error(DecodeErrorKind::OverLimit, what, at));
        }
        Ok(len as usize)
    }

    /// The next `len` bytes as they are.
    #[inline]
    pub(crate) fn take(&mut self, len: usize, what: &'static str) -> Result<&'a [u8], DecodeError> {
        let Some(bytes) = self.input.get(self.at..self.at.saturating_add(len)) else {
            return Err(self.error(DecodeErrorKind::UnexpectedEnd, what, self.at));
        };
        self.at += len;
        Ok(bytes)
    }

    /// All bytes that are left.
    pub(crate) fn rest(&mut self) -> &'a [u8] {
        let bytes = &self.input[self.at..];
        self.at = self.input.len();
        bytes
    }

    /// The next `len` bytes as text.
    #[inline]
    pub(crate) fn text(&mut self, len: usize, what: &'static str) -> Result<&'a str, DecodeError> {
        let at = self.at;
        let bytes = self.take(len, what)?;
        std::str::from_utf8(bytes)
            .map_err(|error| self.error(DecodeErrorKind::Utf8, what, at + error.valid_up_to()))
    }

    /// A string of at most `limit` bytes.
    #[inline]
    pub(crate) fn str(&mut self, limit: usize, what: &'static str) -> Result<&'a str, DecodeError> {
        let len = self.len(limit, what)?;
        self.text(len, what)
    }

    #[inline]
    pub(crate) fn option_str(
        &mut self,
        limit: usize,
        what: &'static str,
    ) -> Result<Option<&'a str>, DecodeError> {
        if self.bool(what)? {
            self.str(limit, what).map(Some)
        } else {
            Ok(None)
        }
    }

    #[inline]
    pub(crate) fn array<const N: usize>(
        &mut self,
        what: &'static str,
    ) -> Result<[u8; N], DecodeError> {
        let bytes = self.take(N, what)?;
        let mut array = [0; N];
        array.copy_from_slice(bytes);
        Ok(array)
    }
}

fn kind_of(error: &BincodeError) -> DecodeErrorKind {
    match error {
        BincodeError::UnexpectedEnd { .. } => DecodeErrorKind::UnexpectedEnd,
        BincodeError::InvalidBooleanValue(_) => DecodeErrorKind::InvalidTag,
        BincodeError::LimitExceeded => DecodeErrorKind::OverLimit,
        // What is left for the primitives above is an integer in a width that its type does not have.
        _ => DecodeErrorKind::InvalidInteger,
    }
}
