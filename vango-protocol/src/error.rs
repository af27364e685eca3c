//! The one error of this crate: bytes that are not what the protocol says.
//!
//! Invariant: an error carries no byte of the input (a frame may hold a password), only what was being read, where,
//! and why it was refused. It does not say whose fault it was: the caller knows who sent the frame.

use std::fmt;

/// Bytes that could not be decoded: what was being read, at which byte, and why it was refused.
///
/// ```
/// use vango_protocol::{ClientFrame, DecodeErrorKind};
///
/// let error = ClientFrame::decode(&[2]).unwrap_err();
/// assert_eq!(error.kind(), DecodeErrorKind::UnexpectedEnd);
/// assert_eq!(error.offset(), 1);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    kind: DecodeErrorKind,
    what: &'static str,
    offset: usize,
}

/// Why bytes were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The input ends inside a value.
    UnexpectedEnd,
    /// Bytes are left after the last value.
    TrailingBytes,
    /// A length, a count or the frame itself is over its limit (see [`crate::limits`]).
    OverLimit,
    /// A string is not UTF-8.
    Utf8,
    /// An enum has no such variant in this version of the protocol.
    UnknownVariant,
    /// A boolean or an option tag is neither 0 nor 1.
    InvalidTag,
    /// An integer is written in a width that its type does not have.
    InvalidInteger,
    /// A number is well written and means nothing here: a block id of 0, a move of a row that cannot be.
    OutOfRange,
    /// Content names a template that nobody has defined.
    UnknownTemplate,
    /// Content asks for a kind of slot that the template does not have there.
    SlotMismatch,
    /// Blocks are nested deeper than [`crate::limits::MAX_BLOCK_DEPTH`].
    TooDeep,
}

impl DecodeError {
    /// An error of `kind` while `what` was read at byte `offset`.
    ///
    /// Public because readers of content (the runtime, the clients) find errors that only they can see, such as
    /// an unknown template.
    #[cold]
    pub fn new(kind: DecodeErrorKind, what: &'static str, offset: usize) -> Self {
        Self { kind, what, offset }
    }

    /// Why the bytes were refused.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// The value that was being read, as `docs/protocol.md` names it.
    pub fn what(&self) -> &'static str {
        self.what
    }

    /// Where the refused value starts, in bytes from the start of the frame (or of the data that was decoded).
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// What to look at first.
    pub fn hint(&self) -> &'static str {
        self.kind.hint()
    }
}

impl DecodeErrorKind {
    /// What to look at first.
    pub fn hint(self) -> &'static str {
        match self {
            Self::UnexpectedEnd => {
                "the frame was cut: one WebSocket message must hold one whole frame"
            }
            Self::TrailingBytes => "one WebSocket message must hold one frame and nothing else",
            Self::OverLimit => "send less at once, or raise the limit on both sides",
            Self::Utf8 => "strings are UTF-8; replace lone surrogates before you encode",
            Self::UnknownVariant => {
                "the sender speaks a newer protocol: compare the versions of the handshake"
            }
            Self::InvalidTag => {
                "a boolean and an option tag are 0 or 1: the reader and the writer are out of step"
            }
            Self::InvalidInteger => {
                "write integers as bincode's `standard()` does, in the width of their type"
            }
            Self::OutOfRange => {
                "compare the sender's count of blocks, rows or batches with the receiver's"
            }
            Self::UnknownTemplate => {
                "templates are numbered in the order of their definition, page first"
            }
            Self::SlotMismatch => "content must be written by the same template that reads it",
            Self::TooDeep => {
                "nest fewer components and conditions, or look for a component that contains itself"
            }
        }
    }

    fn describe(self) -> &'static str {
        match self {
            Self::UnexpectedEnd => "the input ends inside it",
            Self::TrailingBytes => "bytes are left after it",
            Self::OverLimit => "it is over its limit",
            Self::Utf8 => "it is not UTF-8",
            Self::UnknownVariant => "this version has no such variant",
            Self::InvalidTag => "its tag is neither 0 nor 1",
            Self::InvalidInteger => "it is wider than its type",
            Self::OutOfRange => "it is out of range",
            Self::UnknownTemplate => "no such template is defined",
            Self::SlotMismatch => "the template has another kind of slot there",
            Self::TooDeep => "blocks are nested too deep",
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, what, offset } = self;
        write!(
            f,
            "cannot decode `{what}` at byte {offset}: {} ({})",
            kind.describe(),
            kind.hint()
        )
    }
}

impl std::error::Error for DecodeError {}
