//! What can go wrong in a headless client.

use std::fmt;

use vango_protocol::{DecodeError, ErrorCode, RefreshReason};

use super::parse::ParseError;

/// An error of a [`Headless`](super::Headless) client.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum HeadlessError {
    /// The page's markup is not what Vango writes.
    Parse(ParseError),
    /// The page has no root or no boot data.
    NoVangoPage(&'static str),
    /// A frame, or the page's boot data, cannot be decoded.
    Decode(DecodeError),
    /// A batch came that is neither the next one nor an old one.
    Gap {
        /// The batch that had to come.
        expected: u32,
        /// The low byte of the one that came.
        received: u8,
    },
    /// No element, or more than one, is what was looked for; or it can't do what was asked.
    Find(String),
    /// The server ended the connection with `Refresh`.
    Refreshed(RefreshReason),
    /// The server ended the connection with `Error`.
    Failed(ErrorCode, String),
}

impl fmt::Display for HeadlessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Parse(error) => error.fmt(f),
            Self::NoVangoPage(what) => write!(
                f,
                "the page has no {what}: is it an answer of a Vango server?"
            ),
            Self::Decode(error) => error.fmt(f),
            Self::Gap { expected, received } => {
                write!(
                    f,
                    "batch {expected} is missing: one with low byte {received} came; connect again"
                )
            }
            Self::Find(reason) => f.write_str(reason),
            Self::Refreshed(reason) => write!(
                f,
                "the server asked for the page to be loaded again: {reason:?}"
            ),
            Self::Failed(code, message) => {
                write!(f, "the server stopped with error {}: {message}", code.0)
            }
        }
    }
}

impl std::error::Error for HeadlessError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Parse(error) => Some(error),
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<ParseError> for HeadlessError {
    fn from(error: ParseError) -> Self {
        Self::Parse(error)
    }
}

impl From<DecodeError> for HeadlessError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// Client and server don't agree about what is shown; the client asks for a `Mount`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    reason: String,
}

impl Mismatch {
    pub(crate) fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Mismatch {}
