//! A session's place at its worker: the session itself, who may speak for it, and where it waits while nobody does.

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use vango_runtime::session::Session;

use super::account::Account;
use super::address::AddressPlace;
use super::bell::Bell;
use super::bucket::Bucket;
use super::identity::{BrowserId, SessionId, Token};
use super::ringer::Ringer;
use super::shelf::Spot;
use super::state::{BrowserNews, Held, Origin};

/// Where a session is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// Its page is under way.
    Opening,
    /// Its page was sent; no socket has come yet.
    Frozen(Spot),
    /// The socket with the seat's epoch speaks for it.
    Attached,
    /// It had a socket and may be resumed.
    Detached(Spot),
    /// It was dropped; a socket that still holds the seat must close.
    Gone,
}

/// Why a session has no socket any more.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Absence {
    /// The connection broke: the browser will be back.
    Broken,
    /// The page was left.
    Left,
}

/// What the worker wants of a session's socket.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Order {
    #[default]
    Stay,
    /// Connect elsewhere: the process is on its way out.
    Move,
    /// Close: the session was given up for want of memory.
    Yield,
}

pub(crate) struct Seat {
    pub(crate) id: SessionId,
    pub(crate) browser: BrowserId,
    pub(crate) secret: Token,
    /// Present until the first socket has used it.
    pub(crate) ticket: Cell<Option<Token>>,
    /// The path that the page was requested with, without its query.
    pub(crate) path: Box<str>,
    pub(crate) place: Cell<Place>,
    /// Goes up with each socket that is admitted; a socket of an older epoch has been replaced.
    pub(crate) epoch: Cell<u32>,
    /// The number of the socket that was admitted last; 0 when none was. One with a lower number is an older one, whenever
    /// its greeting arrives.
    pub(crate) socket: Cell<u64>,
    pub(crate) order: Cell<Order>,
    /// Belongs to the session, not to its socket: reconnecting doesn't refill it.
    pub(crate) bucket: Cell<Bucket>,
    /// Rung when whoever runs the session's turns has to look at `place`, `epoch`, `order`, `has_news`, `is_drowsy` or the
    /// worker's shutdown.
    pub(crate) bell: Bell,
    /// Wakes the session from any thread.
    pub(crate) ringer: Arc<Ringer>,
    /// The session was woken, and the turn that answers is yet to come.
    pub(crate) has_news: Cell<bool>,
    /// When it had its last turn.
    pub(crate) used_at_ms: Cell<u64>,
    /// The worker will look whether it is quiet.
    pub(crate) is_watched: Cell<bool>,
    /// It is quiet, and its socket's task is to let it sleep.
    pub(crate) is_drowsy: Cell<bool>,
    /// When the session wants to be woken by the clock.
    pub(crate) deadline_ms: Cell<Option<u64>>,
    pub(crate) account: Account,
    /// Counts for the client's address until the session is gone.
    pub(crate) address: RefCell<Option<AddressPlace>>,
    /// It was made anew, and its browser has not been shown anything of it yet.
    pub(crate) is_reopened: Cell<bool>,
    /// Another build of the app has written last what it begins with.
    pub(crate) is_of_another_build: Cell<bool>,
    /// A stored value could not be read.
    pub(crate) was_reset: Cell<bool>,
    /// Where its values came from.
    pub(crate) origin: Cell<Origin>,
    /// The page before it in its tab, by which its values were found.
    pub(crate) follows: Cell<Option<SessionId>>,
    /// Present from its first write on.
    pub(crate) held: RefCell<Option<Box<Held>>>,
    /// Present once it shows something that all tabs of its browser share.
    pub(crate) browser_news: RefCell<Option<BrowserNews>>,
    /// `None` while it is being set up, and once it has panicked: its state can't be trusted any more.
    pub(crate) session: RefCell<Option<Session>>,
}

impl Seat {
    /// Whether the socket that was admitted with `epoch` still speaks for the session.
    pub(crate) fn is_held_by(&self, epoch: u32) -> bool {
        self.epoch.get() == epoch && matches!(self.place.get(), Place::Attached)
    }
}
