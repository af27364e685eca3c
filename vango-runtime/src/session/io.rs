//! What goes into a session and what comes out.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use vango_protocol::{ErrorCode, ServerFrame};

use crate::Error;
use crate::reactive::Observer;
use crate::view::component::Invocation;
use crate::view::html::HtmlDraft;
use crate::view::slots::SlotDraft;

/// Makes the page's component with its props: when the session opens, and when it has to start anew.
pub type Root = Arc<dyn Fn() -> Invocation + Send + Sync>;

/// What the driver decides for a session.
#[derive(Clone, Copy, Debug)]
pub struct SessionSettings {
    /// Keys the fingerprints of texts and keys; random for each process, fixed in a test.
    pub hash_key: u64,
}

/// One input's surroundings.
#[derive(Debug)]
pub struct Turn<'t> {
    /// Milliseconds of the driver's clock. It never runs backwards.
    pub now_ms: u64,
    /// The worker's buffers.
    pub scratch: &'t mut Scratch,
    /// Where frames and reports go.
    pub out: &'t mut Outbox,
}

/// Buffers that all sessions of a worker share, one turn after the other.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) slots: SlotDraft,
    pub(super) html: HtmlDraft,
    pub(super) frame: Vec<u8>,
    pub(super) ops: Vec<u8>,
    pub(super) observers: Vec<Observer>,
}

impl Scratch {
    /// Gives memory back that an unusually large render has left behind. To be called now and then.
    pub fn shrink(&mut self) {
        *self = Self::default();
    }
}

/// What a turn has to say.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Frames for the session's socket, in order.
    pub frames: Vec<Bytes>,
    /// The session is over: close the socket after the frames and drop the session.
    pub close: Option<CloseReason>,
    /// What operators and developers should hear of.
    pub reports: Vec<Report>,
}

impl Outbox {
    pub(super) fn send(&mut self, frame: &ServerFrame<'_>) {
        let mut bytes = Vec::with_capacity(16);
        frame.encode(&mut bytes);
        self.frames.push(Bytes::from(bytes));
    }

    /// Tells the client of a fatal error and closes.
    pub(super) fn fail(&mut self, code: ErrorCode, message: &str, reason: CloseReason) {
        self.send(&ServerFrame::Error { code, message });
        self.close = Some(reason);
    }
}

/// Why a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseReason {
    /// The client sent a frame that is none, or one that it may not send now.
    Malformed,
    /// Client and server have lost track of each other.
    Diverged,
    /// Application code failed in a way that starting anew did not mend.
    Failed,
    /// A batch would have been larger than the protocol allows.
    TooLarge,
}

/// Something that happened in a turn and harmed nobody else.
#[derive(Debug)]
#[non_exhaustive]
pub enum Report {
    /// A handler returned an error.
    Handler(Error),
    /// A handler or an effect panicked; the session started anew.
    Panic,
    /// Renders panicked; an error or nothing stands in their place.
    RenderPanics(u64),
    /// The setup of a component failed; the session started anew or ended.
    Setup(String),
    /// Effects triggered one another without an end and were stopped.
    EndlessEffects {
        /// Rounds that were run.
        rounds: u32,
        /// Where the effect that ran last was made.
        effect: Option<&'static std::panic::Location<'static>>,
    },
    /// An event for something that is not on the page any more, or never was; ignored.
    StaleEvent,
    /// An event whose payload is of another kind of event; ignored.
    WrongPayload,
    /// An event that came a second time; ignored.
    DuplicateEvent,
    /// The client lost track and got everything anew.
    Resync,
    /// The page showed something else than the render that followed it: a render is not pure. The client got everything
    /// anew.
    ImpureRender,
    /// Two rows of a `for` had the same key. Looked for in development builds only.
    DuplicateKeys {
        /// The component that the `for` stands in.
        component: &'static str,
    },
    /// A row's key was changed in place.
    KeyChanged(String),
}

/// How a client comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attach {
    /// It is the page's first socket (it had the ticket).
    pub fresh: bool,
    /// The last batch that it has applied.
    pub batch: u32,
    /// The last event number that it has given out.
    pub event: u32,
}

/// Why a session could not be opened or rendered.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SessionError {
    pub(super) message: String,
}

impl fmt::Display for SessionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for SessionError {}
