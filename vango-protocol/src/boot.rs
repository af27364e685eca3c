//! Boot data: what the page carries for the client to start with, besides the markup itself.
//!
//! Invariant: as for a frame, it is decoded whole or refused. In the page it stands in base64; that is the server's
//! and the client's business.

use crate::codec::{self, Reader};
use crate::error::DecodeError;
use crate::limits::{MAX_SERVER_FRAME_BYTES, MAX_SOCKET_BYTES, MAX_TEMPLATES};
use crate::message::Token;
use crate::template::{OwnedTemplate, Template};

/// The fixed part of boot data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BootHead<'a> {
    /// The protocol version that the server speaks.
    pub version: u16,
    /// The build that rendered the page; `Hello` brings it back, so that a server of another build can tell.
    pub build: u64,
    /// [`BootHead::DEVELOPMENT`] and bits that are reserved: a reader ignores those that it does not know.
    pub flags: u32,
    /// The session that rendered the page.
    pub session: u64,
    /// What is stored for the tab.
    pub state: u64,
    /// The tab's secret.
    pub secret: Token,
    /// The single-use ticket for the first connection.
    pub ticket: Token,
    /// Path of the WebSocket, e.g. `/_vango/live/3f`.
    pub socket: &'a str,
}

impl BootHead<'_> {
    /// The flag of a development server: the client checks more and says more.
    pub const DEVELOPMENT: u32 = 1;

    /// Appends boot data: this head, the page's templates in the order of their indices, and the page's shape (see
    /// [`ShapeWriter`](crate::ShapeWriter)).
    pub fn encode<'t>(
        &self,
        out: &mut Vec<u8>,
        templates: impl ExactSizeIterator<Item = Template<'t>>,
        shape: &[u8],
    ) {
        codec::put_u16(out, self.version);
        codec::put_u64(out, self.build);
        codec::put_u32(out, self.flags);
        codec::put_u64(out, self.session);
        codec::put_u64(out, self.state);
        codec::put_raw(out, &self.secret.0);
        codec::put_raw(out, &self.ticket.0);
        codec::put_str(out, self.socket);
        codec::put_len(out, templates.len());
        for template in templates {
            template.encode(out);
        }
        codec::put_bytes(out, shape);
    }
}

/// Decoded boot data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boot<'a> {
    /// The fixed part.
    pub head: BootHead<'a>,
    /// The page's templates; the first has index 0.
    pub templates: Vec<OwnedTemplate>,
    /// The page's shape, for [`ShapeReader`](crate::ShapeReader).
    pub shape: &'a [u8],
}

impl<'a> Boot<'a> {
    /// Decodes boot data.
    ///
    /// # Errors
    /// When the bytes are no boot data, are over a limit, or go on after it.
    pub fn decode(bytes: &'a [u8]) -> Result<Self, DecodeError> {
        let mut reader = Reader::new(bytes, MAX_SERVER_FRAME_BYTES, "Boot")?;
        let head = BootHead {
            version: reader.u16("Boot.version")?,
            build: reader.u64("Boot.build")?,
            flags: reader.u32("Boot.flags")?,
            session: reader.u64("Boot.session")?,
            state: reader.u64("Boot.state")?,
            secret: Token(reader.array("Boot.secret")?),
            ticket: Token(reader.array("Boot.ticket")?),
            socket: reader.str(MAX_SOCKET_BYTES, "Boot.socket")?,
        };
        let count = reader.len(MAX_TEMPLATES, "Boot.templates")?;
        // A template takes at least two bytes: a false count cannot make us reserve more than the data is long.
        let mut templates = Vec::with_capacity(count.min(reader.remaining() / 2));
        for _ in 0..count {
            templates.push(OwnedTemplate::read(&mut reader)?);
        }
        let len = reader.len(MAX_SERVER_FRAME_BYTES, "Boot.shape")?;
        let shape = reader.take(len, "Boot.shape")?;
        reader.finish("Boot")?;
        Ok(Self {
            head,
            templates,
            shape,
        })
    }
}
