//! Frames from server to client.
//!
//! Invariant: reasons and codes are open sets, so that an old client can still obey a newer server's `Refresh` and
//! show its `Error`. A patch's operations are read lazily, by [`PatchReader`].

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_MESSAGE_BYTES, MAX_SERVER_FRAME_BYTES};
use crate::op::PatchReader;

/// A frame from server to client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerFrame<'a> {
    /// The answer to `Hello`.
    Welcome(Welcome),
    /// A numbered batch of operations. Written with [`PatchWriter`](crate::PatchWriter).
    Patch {
        /// Low byte of the batch's number.
        seq: u8,
        /// Low byte of the last event applied.
        ack: u8,
        /// The operations.
        ops: PatchReader<'a>,
    },
    /// Load the page again, once.
    Refresh {
        /// Why.
        reason: RefreshReason,
    },
    /// Fatal: stop, and show it.
    Error {
        /// For programs.
        code: ErrorCode,
        /// For people.
        message: &'a str,
    },
    /// The answer to `Ping`.
    Pong,
    /// An event was applied and changed nothing that is shown.
    Ack {
        /// Low byte of the last event applied.
        ack: u8,
    },
}

/// The server's half of the handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Welcome {
    /// The protocol version that the server speaks on this connection: the client's.
    pub version: u16,
    /// Number of the last event applied: the client forgets up to it and sends the later ones again.
    pub event: u32,
    /// Number of the last batch that counts as delivered: the next `Patch` is `batch + 1`.
    pub batch: u32,
    /// What the server did with the session.
    pub how: Attachment,
}

/// What the server did with the session when a socket came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Attachment {
    /// The page's first socket: what the page shows is what the session shows.
    Attached,
    /// A reconnect: batches that were lost follow.
    Resumed,
    /// A reconnect after too long: a `Mount` follows.
    Resynced,
}

/// Why the page must be loaded again. Open: a client obeys a reason that it does not know like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefreshReason {
    /// The session is not known, or its ticket was spent.
    SessionGone,
    /// Client and server speak different versions of the protocol.
    Version,
    /// The server was started again.
    Restarted,
    /// The app was replaced by one that cannot read all that it has stored of the tab.
    StateReset,
    /// A reason of a later version; at least 4.
    Other(u32),
}

/// What kind of fatal error it is. Open: a client shows a code that it does not know like any other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ErrorCode(pub u16);

impl ErrorCode {
    /// A frame could not be decoded.
    pub const MALFORMED: Self = Self(1);
    /// A frame came that cannot stand there: a second `Hello`, an event before it.
    pub const UNEXPECTED: Self = Self(2);
    /// Too many frames, or too many bytes.
    pub const OVER_LIMIT: Self = Self(3);
    /// Too many resyncs in a minute: client and server don't agree about the page.
    pub const DIVERGED: Self = Self(4);
    /// The server has no room for the session.
    pub const OVERLOADED: Self = Self(5);
    /// The server failed; its log says how.
    pub const INTERNAL: Self = Self(6);
    /// Another tab or a later socket took the session over.
    pub const TAKEN_OVER: Self = Self(7);
}

impl RefreshReason {
    /// The number on the wire.
    pub fn code(self) -> u32 {
        match self {
            Self::SessionGone => 0,
            Self::Version => 1,
            Self::Restarted => 2,
            Self::StateReset => 3,
            Self::Other(code) => code,
        }
    }

    /// The reason with this number.
    pub fn from_code(code: u32) -> Self {
        match code {
            0 => Self::SessionGone,
            1 => Self::Version,
            2 => Self::Restarted,
            3 => Self::StateReset,
            other => Self::Other(other),
        }
    }
}

impl<'a> ServerFrame<'a> {
    /// Appends the frame.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::Welcome(welcome) => {
                codec::put_u32(out, 0);
                welcome.encode(out);
            }
            Self::Patch { seq, ack, ops } => {
                codec::put_u32(out, 1);
                codec::put_u8(out, *seq);
                codec::put_u8(out, *ack);
                codec::put_raw(out, ops.as_bytes());
            }
            Self::Refresh { reason } => {
                codec::put_u32(out, 2);
                codec::put_u32(out, reason.code());
            }
            Self::Error { code, message } => {
                codec::put_u32(out, 3);
                codec::put_u16(out, code.0);
                codec::put_str(out, message);
            }
            Self::Pong => codec::put_u32(out, 4),
            Self::Ack { ack } => {
                codec::put_u32(out, 5);
                codec::put_u8(out, *ack);
            }
        }
    }

    /// Decodes one whole frame; a patch's operations are checked as they are read.
    ///
    /// # Errors
    /// When the bytes are no frame, are over a limit, or go on after it.
    pub fn decode(frame: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(frame, MAX_SERVER_FRAME_BYTES, "ServerFrame")?;
        let decoded = match reader.u32("ServerFrame")? {
            0 => Self::Welcome(Welcome::read(&mut reader)?),
            1 => {
                let seq = reader.u8("Patch.seq")?;
                let ack = reader.u8("Patch.ack")?;
                let ops = PatchReader::over(reader.clone());
                reader.rest();
                Self::Patch { seq, ack, ops }
            }
            2 => Self::Refresh {
                reason: RefreshReason::from_code(reader.u32("Refresh.reason")?),
            },
            3 => Self::Error {
                code: ErrorCode(reader.u16("Error.code")?),
                message: reader.str(MAX_MESSAGE_BYTES, "Error.message")?,
            },
            4 => Self::Pong,
            5 => Self::Ack {
                ack: reader.u8("Ack.ack")?,
            },
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "ServerFrame", 0)),
        };
        reader.finish("ServerFrame")?;
        Ok(decoded)
    }
}

impl Welcome {
    fn encode(&self, out: &mut Vec<u8>) {
        codec::put_u16(out, self.version);
        codec::put_u32(out, self.event);
        codec::put_u32(out, self.batch);
        let how = match self.how {
            Attachment::Attached => 0,
            Attachment::Resumed => 1,
            Attachment::Resynced => 2,
        };
        codec::put_u32(out, how);
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let (version, event) = (reader.u16("Welcome.version")?, reader.u32("Welcome.event")?);
        let batch = reader.u32("Welcome.batch")?;
        let at = reader.offset();
        let how = match reader.u32("Welcome.how")? {
            0 => Attachment::Attached,
            1 => Attachment::Resumed,
            2 => Attachment::Resynced,
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "Welcome.how", at)),
        };
        Ok(Self {
            version,
            event,
            batch,
            how,
        })
    }
}
