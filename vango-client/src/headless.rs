//! A client without a browser: the same protocol, over a model DOM.
//!
//! For tests of servers and apps, and as the second implementation that keeps `docs/protocol.md` honest. It has no I/O and
//! no clock: frames go in, frames come out. Where a browser would carry on (markup that it mends, an operation that
//! it can't apply) this client says what was wrong, see [`Headless::mismatches`]. Its parser is strict instead of
//! browser-grade: it refuses markup that a browser would change, because such markup no longer is what the server's
//! templates say.
//!
//! ```
//! use vango_client::headless::{Find, Headless, HeadlessError};
//!
//! /// `page` is what a server answered; `send` hands it one frame and answers with its own.
//! fn drive(page: &str, send: impl Fn(Vec<u8>) -> Vec<Vec<u8>>) -> Result<(), HeadlessError> {
//!     let mut client = Headless::from_page(page, "/")?;
//!     for frame in send(client.hello()) {
//!         client.receive(&frame)?;
//!     }
//!     for event in client.click(&Find::tag("button").text("+"))? {
//!         for frame in send(event) {
//!             client.receive(&frame)?;
//!         }
//!     }
//!     assert_eq!(client.text(&Find::test_id("count"))?, "1");
//!     Ok(())
//! }
//! ```

mod adopt;
mod apply;
mod attribute;
mod build;
mod change;
mod control;
mod dom;
mod error;
mod event;
mod find;
mod gesture;
mod html;
mod nesting;
mod outbox;
mod page;
mod parse;
mod row;
mod style;
mod template;
mod track;
mod view;

pub use error::{HeadlessError, Mismatch};
pub use find::Find;
pub use html::normalise;
pub use parse::ParseError;

use std::collections::HashSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vango_protocol::{
    Address, Attachment, Boot, BootHead, ClientFrame, Hello, Identity, PatchReader, ServerFrame,
    Token, VERSION, Welcome, serial,
};

use adopt::adopt;
use apply::apply;
use control::Controls;
use outbox::Outbox;
use page::Page;
use track::Track;
use view::View;

/// The id of the element that holds what the root component shows.
pub const ROOT_ID: &str = "vango-root";
/// The id of the script element that holds the boot data.
pub const BOOT_ID: &str = "vango-boot";

/// Batches after which an acknowledgement is sent without an event.
const ACK_AFTER_BATCHES: u32 = 16;

/// A client of one page.
#[derive(Debug)]
pub struct Headless {
    view: View,
    controls: Controls,
    track: Track,
    /// Listeners with the option `once` that have heard their event.
    spent: HashSet<Address>,
    mismatches: Vec<Mismatch>,
    outbox: Outbox,
    /// The number of the last batch received.
    batch: u32,
    unacknowledged: u32,
    link: Link,
    identity: Identity,
    /// The identity of the page that the tab has shown last and that was welcomed: the one before this, until this is.
    previous: String,
    build: u64,
    flags: u32,
    ticket: Option<Token>,
    socket: String,
    path: String,
}

/// How the client stands with its server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Link {
    /// No socket, or no `Welcome` on it yet.
    Waiting,
    Welcomed,
    /// The server ended it.
    Stopped,
}

impl Headless {
    /// Loads a page whose address has this `path` (with query), as the server answered it, and adopts what it shows.
    ///
    /// When page and templates disagree, that is a [mismatch](Self::mismatches) and the client will ask for a
    /// resync, as a browser's would.
    ///
    /// # Errors
    /// When the page is not what Vango writes, or has no root or no boot data.
    pub fn from_page(html: &str, path: &str) -> Result<Self, HeadlessError> {
        let Page { dom, root, boot } = Page::parse(html)?;
        let boot = Boot::decode(&boot)?;
        let mut client = Self {
            view: View::new(dom, root),
            controls: Controls::default(),
            track: Track::default(),
            spent: HashSet::new(),
            mismatches: Vec::new(),
            outbox: Outbox::default(),
            batch: 0,
            unacknowledged: 0,
            link: Link::Waiting,
            identity: Identity {
                session: boot.head.session,
                state: boot.head.state,
                secret: boot.head.secret,
            },
            previous: String::new(),
            build: boot.head.build,
            flags: boot.head.flags,
            ticket: Some(boot.head.ticket),
            socket: boot.head.socket.to_owned(),
            path: path.to_owned(),
        };
        let defined = boot
            .templates
            .into_iter()
            .try_for_each(|template| client.view.define(template));
        if let Err(mismatch) = defined.and_then(|()| adopt(&mut client.view, boot.shape)) {
            client.view.blocks.clear();
            client.lose(mismatch);
        }
        Ok(client)
    }

    /// Whom the page follows in its tab: what [the page before has left](Self::leaves).
    pub fn follow(&mut self, previous: &str) {
        previous.clone_into(&mut self.previous);
    }

    /// What the page leaves to the one after it in its tab, and for a moment in the cookie `vango_tab`: its own identity; until
    /// it is welcomed, what it follows.
    pub fn leaves(&self) -> &str {
        &self.previous
    }

    /// The build that rendered the page.
    pub fn build(&self) -> u64 {
        self.build
    }

    /// Whether a development server rendered the page.
    pub fn is_development(&self) -> bool {
        self.flags & BootHead::DEVELOPMENT != 0
    }

    /// The path of the page's WebSocket.
    pub fn socket(&self) -> &str {
        &self.socket
    }

    /// The first frame of a new socket; the first call gives away the page's ticket.
    pub fn hello(&mut self) -> Vec<u8> {
        self.link = Link::Waiting;
        encode(&ClientFrame::Hello(Hello {
            version: VERSION,
            session: self.identity.session,
            state: self.identity.state,
            secret: self.identity.secret,
            ticket: self.ticket.take(),
            path: &self.path,
            build: self.build,
            batch: self.batch,
            event: self.outbox.given(),
            blocks: self.view.next_block,
            templates: u32::try_from(self.view.templates.len()).unwrap_or(u32::MAX),
            previous: &self.previous,
        }))
    }

    /// The socket is gone: events wait until [`hello`](Self::hello) and a `Welcome`.
    pub fn disconnect(&mut self) {
        self.link = Link::Waiting;
    }

    /// Takes one frame from the server and returns the frames to send.
    ///
    /// # Errors
    /// When the frame cannot be decoded, a batch is missing, or the server ends the connection.
    pub fn receive(&mut self, frame: &[u8]) -> Result<Vec<Vec<u8>>, HeadlessError> {
        match ServerFrame::decode(frame)? {
            ServerFrame::Welcome(welcome) => Ok(self.welcome(welcome)),
            ServerFrame::Patch { seq, ack, ops } => self.patch(seq, ack, ops),
            ServerFrame::Ack { ack } => {
                self.outbox.acknowledge(ack);
                Ok(self.flush())
            }
            ServerFrame::Pong => Ok(Vec::new()),
            ServerFrame::Refresh { reason } => {
                self.link = Link::Stopped;
                Err(HeadlessError::Refreshed(reason))
            }
            ServerFrame::Error { code, message } => {
                self.link = Link::Stopped;
                Err(HeadlessError::Failed(code, message.to_owned()))
            }
        }
    }

    fn welcome(&mut self, welcome: Welcome) -> Vec<Vec<u8>> {
        self.outbox.restart(welcome.event);
        self.link = Link::Welcomed;
        let mut own = Vec::new();
        self.identity.encode(&mut own);
        self.previous = STANDARD.encode(own);
        self.unacknowledged = 0;
        let mut frames = Vec::new();
        if welcome.how != Attachment::Resynced {
            if welcome.batch != self.batch {
                let (ours, theirs) = (self.batch, welcome.batch);
                self.lose(Mismatch::new(format!(
                    "the server goes on after batch {theirs}, the client has {ours}"
                )));
            }
            if self.track.is_waiting() {
                // The answer may have been on its way: it is not known any more what it was for.
                self.track.lose_everything();
                self.batch = welcome.batch;
                frames.push(encode(&ClientFrame::Resync {
                    ack: serial::low(welcome.batch),
                    block: 0,
                }));
            }
        }
        self.batch = welcome.batch;
        frames.extend(self.flush());
        frames
    }

    fn patch(
        &mut self,
        seq: u8,
        ack: u8,
        mut ops: PatchReader<'_>,
    ) -> Result<Vec<Vec<u8>>, HeadlessError> {
        // After the highest number there is none: what comes is a gap then.
        let expected = self.batch.wrapping_add(1);
        match serial::expand(seq, self.batch) {
            Some(number) if number == expected => self.batch = number,
            // It was sent twice.
            Some(number) if number <= self.batch => return Ok(Vec::new()),
            _ => {
                return Err(HeadlessError::Gap {
                    expected,
                    received: seq,
                });
            }
        }
        self.unacknowledged += 1;
        self.outbox.acknowledge(ack);
        let mut frames = Vec::new();
        for failure in apply(&mut self.view, &mut self.track, &mut ops)? {
            self.mismatches.push(failure.mismatch);
            frames.push(encode(&ClientFrame::Resync {
                ack: serial::low(self.batch),
                block: failure.resync,
            }));
            self.unacknowledged = 0;
        }
        self.controls
            .follow(&mut self.view, self.outbox.acknowledged());
        frames.extend(self.flush());
        if self.unacknowledged >= ACK_AFTER_BATCHES {
            frames.push(self.ack());
        }
        Ok(frames)
    }

    fn lose(&mut self, mismatch: Mismatch) {
        self.track.lose_everything();
        self.mismatches.push(mismatch);
    }

    /// The frame that acknowledges all batches received; a browser sends one when nothing else was sent for a while.
    pub fn ack(&mut self) -> Vec<u8> {
        self.unacknowledged = 0;
        encode(&ClientFrame::Ack {
            ack: serial::low(self.batch),
        })
    }

    /// The frame that asks whether the server is there.
    pub fn ping(&self) -> Vec<u8> {
        encode(&ClientFrame::Ping)
    }

    /// The events that may be sent now.
    fn flush(&mut self) -> Vec<Vec<u8>> {
        if self.link != Link::Welcomed {
            return Vec::new();
        }
        let frames: Vec<Vec<u8>> = std::iter::from_fn(|| self.outbox.next(self.batch)).collect();
        if !frames.is_empty() {
            self.unacknowledged = 0;
        }
        frames
    }

    /// Where client and server disagreed so far; a correct server leaves it empty.
    pub fn mismatches(&self) -> &[Mismatch] {
        &self.mismatches
    }

    /// The number of the last batch received.
    pub fn batch(&self) -> u32 {
        self.batch
    }

    /// How many events the server has not acknowledged.
    pub fn unacknowledged_events(&self) -> usize {
        self.outbox.waiting()
    }

    /// Ids of the parked blocks, in ascending order, without those in them.
    pub fn parked(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.view.parked.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// Ids of the blocks that are shown or parked, in ascending order.
    pub fn blocks(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.view.blocks.keys().copied().collect();
        ids.sort_unstable();
        ids
    }

    /// What is shown, [normalised](normalise).
    pub fn html(&self) -> String {
        html::content_html(&self.view.dom, self.view.root)
    }

    /// The text in an element.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn text(&self, find: &Find) -> Result<String, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        Ok(self.view.dom.text_content(node))
    }

    /// The value of an element's attribute.
    ///
    /// # Errors
    /// When `find` means no element or several.
    pub fn attribute(&self, find: &Find, name: &str) -> Result<Option<String>, HeadlessError> {
        let node = find.one(&self.view.dom, self.view.root)?;
        let element = self.view.dom.element(node);
        Ok(element
            .and_then(|element| element.attribute(name))
            .map(str::to_owned))
    }

    /// How many elements `find` means, without regard to `nth`.
    ///
    /// # Errors
    /// When the element that it must be inside of is not one.
    pub fn count(&self, find: &Find) -> Result<usize, HeadlessError> {
        find.all(&self.view.dom, self.view.root)
            .map(|all| all.len())
    }
}

fn encode(frame: &ClientFrame<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    frame.encode(&mut bytes);
    bytes
}
