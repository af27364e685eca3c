//! Frames: one WebSocket message each, client to server and server to client.
//!
//! Invariant: a frame is decoded whole or refused; strings are borrowed from it. The variant and the version of
//! `Hello` never change their place, so that any two versions can at least say that they differ. What a frame *does*
//! (numbering, replay, resync) is the session's and the client's business.

use std::fmt;

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{
    MAX_CLIENT_FRAME_BYTES, MAX_MESSAGE_BYTES, MAX_PATH_BYTES, MAX_SERVER_FRAME_BYTES,
};
use crate::op::PatchReader;
use crate::payload::Payload;

/// The protocol version of this crate, as the handshake and boot data carry it.
pub const VERSION: u16 = 1;

/// The WebSocket subprotocol of [`VERSION`].
pub const SUBPROTOCOL: &str = "vango.1";

/// A frame from client to server.
///
/// ```
/// use vango_protocol::{ClientFrame, Payload};
///
/// let click = ClientFrame::Event { seq: 1, ack: 0, block: 3, slot: 0, payload: Payload::None };
/// let mut bytes = Vec::new();
/// click.encode(&mut bytes);
/// assert_eq!(bytes, [1, 1, 0, 3, 0, 0]);
/// assert_eq!(ClientFrame::decode(&bytes), Ok(click));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClientFrame<'a> {
    /// The first frame of a connection, once.
    Hello(Hello<'a>),
    /// Something that the user did, addressed to a handler that is rendered now.
    Event {
        /// Low byte of the event's number.
        seq: u8,
        /// Low byte of the last batch applied.
        ack: u8,
        /// The block that holds the handler.
        block: u32,
        /// The handler's slot in that block's template.
        slot: u32,
        /// The event's data, when the slot asks for it.
        payload: Payload<'a>,
    },
    /// Batches up to this one are applied.
    Ack {
        /// Low byte of the last batch applied.
        ack: u8,
    },
    /// The client lost track: the server answers with a `Mount`, and counts.
    Resync {
        /// Low byte of the last batch applied, or taken and not applied.
        ack: u8,
    },
    /// Is anybody there? Answered by `Pong`.
    Ping,
}

/// The client's half of the handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello<'a> {
    /// The protocol version that the client speaks.
    pub version: u16,
    /// The session, from boot data.
    pub session: u64,
    /// The tab's secret, from boot data: proves that the session is this tab's.
    pub secret: Token,
    /// The page's single-use ticket for the first connection; without, this is a reconnect.
    pub ticket: Option<Token>,
    /// Path and query of the page's address.
    pub path: &'a str,
    /// Number of the last batch applied, 0 before the first.
    pub batch: u32,
    /// Number of the last event given out, 0 before the first.
    pub event: u32,
}

/// Sixteen random bytes that prove something. Its `Debug` does not show them, so that logs don't.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 16]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

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
    /// A reason of a later version; at least 3.
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
            Self::Other(code) => code,
        }
    }

    /// The reason with this number.
    pub fn from_code(code: u32) -> Self {
        match code {
            0 => Self::SessionGone,
            1 => Self::Version,
            2 => Self::Restarted,
            other => Self::Other(other),
        }
    }
}

impl<'a> ClientFrame<'a> {
    /// Appends the frame.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Self::Hello(hello) => {
                codec::put_u32(out, 0);
                hello.encode(out);
            }
            Self::Event {
                seq,
                ack,
                block,
                slot,
                payload,
            } => {
                codec::put_u32(out, 1);
                codec::put_u8(out, *seq);
                codec::put_u8(out, *ack);
                codec::put_u32(out, *block);
                codec::put_u32(out, *slot);
                payload.encode(out);
            }
            Self::Ack { ack } => {
                codec::put_u32(out, 2);
                codec::put_u8(out, *ack);
            }
            Self::Resync { ack } => {
                codec::put_u32(out, 3);
                codec::put_u8(out, *ack);
            }
            Self::Ping => codec::put_u32(out, 4),
        }
    }

    /// Decodes one whole frame.
    ///
    /// # Errors
    /// When the bytes are no frame, are over a limit, or go on after it.
    pub fn decode(frame: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(frame, MAX_CLIENT_FRAME_BYTES, "ClientFrame")?;
        let decoded = match reader.u32("ClientFrame")? {
            0 => Self::Hello(Hello::read(&mut reader)?),
            1 => Self::Event {
                seq: reader.u8("Event.seq")?,
                ack: reader.u8("Event.ack")?,
                block: reader.u32("Event.block")?,
                slot: reader.u32("Event.slot")?,
                payload: Payload::read(&mut reader)?,
            },
            2 => Self::Ack {
                ack: reader.u8("Ack.ack")?,
            },
            3 => Self::Resync {
                ack: reader.u8("Resync.ack")?,
            },
            4 => Self::Ping,
            _ => return Err(reader.error(DecodeErrorKind::UnknownVariant, "ClientFrame", 0)),
        };
        reader.finish("ClientFrame")?;
        Ok(decoded)
    }

    /// The version that a `Hello` of *any* version asks for; `None` when the frame is no `Hello`.
    ///
    /// A server calls this on a connection's first frame before [`decode`](Self::decode), and answers
    /// [`RefreshReason::Version`] to a version that it does not speak.
    ///
    /// # Errors
    /// When the frame ends before the version.
    pub fn hello_version(frame: &[u8]) -> Result<Option<u16>, DecodeError> {
        let mut reader = Reader::new(frame, MAX_CLIENT_FRAME_BYTES, "ClientFrame")?;
        match reader.u32("ClientFrame")? {
            0 => reader.u16("Hello.version").map(Some),
            _ => Ok(None),
        }
    }
}

impl<'a> Hello<'a> {
    fn encode(&self, out: &mut Vec<u8>) {
        codec::put_u16(out, self.version);
        codec::put_u64(out, self.session);
        codec::put_raw(out, &self.secret.0);
        codec::put_bool(out, self.ticket.is_some());
        if let Some(ticket) = self.ticket {
            codec::put_raw(out, &ticket.0);
        }
        codec::put_str(out, self.path);
        codec::put_u32(out, self.batch);
        codec::put_u32(out, self.event);
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            version: reader.u16("Hello.version")?,
            session: reader.u64("Hello.session")?,
            secret: Token(reader.array("Hello.secret")?),
            ticket: match reader.bool("Hello.ticket")? {
                true => Some(Token(reader.array("Hello.ticket")?)),
                false => None,
            },
            path: reader.str(MAX_PATH_BYTES, "Hello.path")?,
            batch: reader.u32("Hello.batch")?,
            event: reader.u32("Hello.event")?,
        })
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
