//! Frames from client to server.
//!
//! Invariant: everything here comes from the network and is refused, never trusted; nothing is allocated but the list
//! of a form's fields. It does not check addresses or order: the session does.

use std::fmt;

use crate::codec::{self, Reader};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::limits::{MAX_CLIENT_FRAME_BYTES, MAX_PATH_BYTES, MAX_PREVIOUS_BYTES};
use crate::payload::Payload;

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
    /// The client lost track: the server shows what it lost anew, and counts.
    Resync {
        /// Low byte of the last batch applied, or taken and not applied.
        ack: u8,
        /// 0: everything, by a `Mount`. Else: the component around this block.
        block: u32,
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
    /// What is stored for the tab, from boot data.
    pub state: u64,
    /// The tab's secret, from boot data: proves that session and state are this tab's.
    pub secret: Token,
    /// The page's single-use ticket for the first connection; without, this is a reconnect.
    pub ticket: Option<Token>,
    /// Path and query of the page's address.
    pub path: &'a str,
    /// The build, from boot data.
    pub build: u64,
    /// Number of the last batch applied, 0 before the first.
    pub batch: u32,
    /// Number of the last event given out, 0 before the first.
    pub event: u32,
    /// The block id after the last one that was given: from there on a session that is made anew counts.
    pub blocks: u32,
    /// Number of templates known.
    pub templates: u32,
    /// Session, state and secret of the tab's page before this one, in base64; empty when there was none.
    pub previous: &'a str,
}

/// What `Hello` has of a page, and what a page leaves to the one after it in its tab: in base64, in the tab's own storage and for
/// a moment in a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The session.
    pub session: u64,
    /// What is stored for the tab.
    pub state: u64,
    /// Proves that both are this tab's.
    pub secret: Token,
}

impl Identity {
    /// Appends the bytes as they stand in `Hello`.
    pub fn encode(&self, out: &mut Vec<u8>) {
        codec::put_u64(out, self.session);
        codec::put_u64(out, self.state);
        codec::put_raw(out, &self.secret.0);
    }

    /// Decodes the bytes as they stand in `Hello`.
    ///
    /// # Errors
    /// When they are something else, or go on after it.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, MAX_PREVIOUS_BYTES, "Identity")?;
        let identity = Self {
            session: reader.u64("Identity.session")?,
            state: reader.u64("Identity.state")?,
            secret: Token(reader.array("Identity.secret")?),
        };
        reader.finish("Identity")?;
        Ok(identity)
    }
}

/// Sixteen random bytes that prove something. Its `Debug` does not show them, so that logs don't.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Token(pub [u8; 16]);

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
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
            Self::Resync { ack, block } => {
                codec::put_u32(out, 3);
                codec::put_u8(out, *ack);
                codec::put_u32(out, *block);
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
                block: reader.u32("Resync.block")?,
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
    /// [`RefreshReason::Version`](crate::RefreshReason::Version) to a version that it does not speak.
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
    /// Who says hello.
    pub fn identity(&self) -> Identity {
        Identity {
            session: self.session,
            state: self.state,
            secret: self.secret,
        }
    }

    fn encode(&self, out: &mut Vec<u8>) {
        codec::put_u16(out, self.version);
        self.identity().encode(out);
        codec::put_bool(out, self.ticket.is_some());
        if let Some(ticket) = self.ticket {
            codec::put_raw(out, &ticket.0);
        }
        codec::put_str(out, self.path);
        codec::put_u64(out, self.build);
        codec::put_u32(out, self.batch);
        codec::put_u32(out, self.event);
        codec::put_u32(out, self.blocks);
        codec::put_u32(out, self.templates);
        codec::put_str(out, self.previous);
    }

    fn read(reader: &mut Reader<'a>) -> Result<Self, DecodeError> {
        Ok(Self {
            version: reader.u16("Hello.version")?,
            session: reader.u64("Hello.session")?,
            state: reader.u64("Hello.state")?,
            secret: Token(reader.array("Hello.secret")?),
            ticket: match reader.bool("Hello.ticket")? {
                true => Some(Token(reader.array("Hello.ticket")?)),
                false => None,
            },
            path: reader.str(MAX_PATH_BYTES, "Hello.path")?,
            build: reader.u64("Hello.build")?,
            batch: reader.u32("Hello.batch")?,
            event: reader.u32("Hello.event")?,
            blocks: reader.u32("Hello.blocks")?,
            templates: reader.u32("Hello.templates")?,
            previous: reader.str(MAX_PREVIOUS_BYTES, "Hello.previous")?,
        })
    }
}
