//! What goes into a session and what comes out.

use std::fmt;
use std::sync::Arc;
use std::task::Waker;

use bytes::Bytes;
use vango_protocol::{ErrorCode, ServerFrame};

use super::report::{Origin, Report};
use super::task::Task;
use crate::persist::{Values, Write};
use crate::reactive::{
    GlobalUpdate, Globals, Observer, Queues, Seldom, Services, StateBudget, StoreSettings,
};
use crate::view::component::Invocation;
use crate::view::sink::Sink;
use crate::view::slots::SlotDraft;
use crate::watch::Development;

/// Makes the page's component with its props: when the session opens, and when it has to start anew.
pub type Root = Arc<dyn Fn() -> Invocation + Send + Sync>;

/// What the driver decides for a session.
#[derive(Clone, Debug)]
pub struct SessionSettings {
    /// Keys the fingerprints of texts and keys; random for each process, fixed in a test.
    pub hash_key: u64,
    /// The services of the app.
    pub services: Arc<Services>,
    /// Woken, from any thread, when something has come for the session from outside: then [`Session::wake`] is to be
    /// called.
    ///
    /// [`Session::wake`]: super::Session::wake
    pub waker: Waker,
    /// Loads and actions that may be under way at one time.
    pub tasks: usize,
    /// What is stored of the session.
    pub values: Values,
    /// What its persisted values may take.
    pub budget: Arc<StateBudget>,
    /// The app's globals.
    pub globals: Globals,
    /// Has it look for mistakes, in builds with debug assertions.
    pub development: Option<Development>,
}

impl Default for SessionSettings {
    /// No services, nobody to wake, a fixed key, and mistakes are looked for: for a session that a test drives by hand.
    fn default() -> Self {
        let StoreSettings {
            hash_key,
            services,
            waker,
            tasks_max,
            values,
            budget,
            globals,
            watch: _,
        } = StoreSettings::new(0);
        Self {
            hash_key,
            services,
            waker,
            tasks: tasks_max,
            values,
            budget,
            globals,
            development: Some(Development::default()),
        }
    }
}

/// One input's surroundings.
#[derive(Debug)]
pub struct Turn<'t> {
    /// Milliseconds of the driver's clock. It never runs backwards.
    pub now_ms: u64,
    /// The worker's buffers.
    pub scratch: &'t mut Scratch,
    /// Where frames, tasks and reports go.
    pub out: &'t mut Outbox,
}

/// Buffers that all sessions of a worker share, one turn after the other.
#[derive(Debug)]
pub struct Scratch {
    pub(super) slots: SlotDraft,
    pub(super) html: Sink,
    pub(super) frame: Vec<u8>,
    pub(super) ops: Vec<u8>,
    pub(super) observers: Vec<Observer>,
    pub(super) queues: Seldom<Queues>,
}

impl Default for Scratch {
    fn default() -> Self {
        Self {
            slots: SlotDraft::default(),
            html: Sink::for_pages(),
            frame: Vec::new(),
            ops: Vec::new(),
            observers: Vec::new(),
            queues: Seldom::default(),
        }
    }
}

impl Scratch {
    /// Gives memory back that an unusually large render has left behind. To be called now and then.
    pub fn shrink(&mut self) {
        *self = Self::default();
    }

    /// Bytes on the heap that the buffers have now, so that a driver which measures what a turn allocates does not take
    /// their growth for the session's.
    pub fn memory_bytes(&self) -> usize {
        self.slots.memory_bytes()
            + self.html.page().memory_bytes()
            + self.frame.capacity()
            + self.ops.capacity()
            + self.observers.capacity() * size_of::<Observer>()
            + self.queues.memory_bytes(Queues::memory_bytes)
    }
}

/// What a turn has to say.
#[derive(Debug, Default)]
pub struct Outbox {
    /// Frames for the session's socket, in order.
    pub frames: Vec<Bytes>,
    /// Work to be started off the session's worker, in order.
    pub tasks: Vec<Task>,
    /// What is to be stored of the session, all of it or nothing. What the frames show is true when it is.
    pub writes: Vec<Write>,
    /// Changes of globals that the turn has asked for, in order.
    pub updates: Vec<GlobalUpdate>,
    /// The session is over: close the socket after the frames and drop the session.
    pub close: Option<CloseReason>,
    /// What operators and developers should hear of.
    pub reports: Vec<Report>,
    /// Which of the application's handlers the turn ran first, if any: who is named when the turn takes long.
    pub ran: Option<Origin>,
}

impl Outbox {
    pub(super) fn send(&mut self, frame: &ServerFrame<'_>) {
        let mut bytes = Vec::with_capacity(16);
        frame.encode(&mut bytes);
        // Without spare capacity: the frame occupies exactly its length.
        self.frames.push(Bytes::from(bytes.into_boxed_slice()));
    }

    /// Notes what of the application runs now.
    pub(super) fn runs(&mut self, origin: Origin) {
        self.ran.get_or_insert(origin);
    }

    /// Tells the client of a fatal error and closes.
    pub(super) fn fail(&mut self, code: ErrorCode, message: &str, reason: CloseReason) {
        self.send(&ServerFrame::Error { code, message });
        self.close = Some(reason);
    }
}

/// Why a session ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

/// How a client comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attach {
    /// It is the page's first socket (it had the ticket).
    pub fresh: bool,
    /// Whether the browser shows this session's page.
    pub page: PageMatch,
    /// The last batch that it has applied.
    pub batch: u32,
    /// The last event number that it has given out.
    pub event: u32,
}

/// What a browser has seen of a session that is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The block id after the last one that it has given.
    pub blocks: u32,
    /// How many templates it knows.
    pub templates: usize,
    /// The last batch that it has applied.
    pub batch: u32,
    /// The last event number that it has given out.
    pub event: u32,
}

/// Whether what a browser shows is what its session rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageMatch {
    /// It names the route and the build of this session.
    Same,
    /// It names another route or build: nothing of what it shows can be built upon, it gets everything anew, once.
    Other,
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
