//! One worker's table of sessions: opening, shelving, eviction and shutdown. Everything here happens on the worker's own
//! thread, between two polls of its tasks.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fmt;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use crate::session::{Page, Root, Session, SessionError, SessionSettings};

use super::admission::without_query;
use super::bell::Bell;
use super::bucket::Bucket;
use super::clock::Clock;
use super::counter::{Cause, Counters};
use super::identity::{BrowserId, SessionId, Token, random_u64};
use super::limits::{Limits, SWEEP_INTERVAL_MS};
use super::seat::{Place, Seat};
use super::shelf::{Budget, Shelf, Spot};
use super::turn::{Desk, drop_quietly};

pub(crate) struct WorkerSettings {
    pub(crate) index: u16,
    pub(crate) workers: usize,
    pub(crate) limits: Arc<Limits>,
    pub(crate) counters: Counters,
    pub(crate) clock: Clock,
}

pub(crate) struct Worker {
    index: u16,
    pub(crate) limits: Arc<Limits>,
    pub(crate) clock: Clock,
    pub(super) desk: RefCell<Desk>,
    counters: Counters,
    /// Keys the fingerprints of this worker's sessions, so that nobody can make two texts look equal.
    hash_key: u64,
    seats: RefCell<HashMap<SessionId, Rc<Seat>>>,
    frozen: RefCell<Shelf>,
    detached: RefCell<Shelf>,
    /// Wakes the sweeper when a shelf gets its first session.
    shelved: Notify,
    stopping: watch::Sender<bool>,
}

/// Who asks for which page.
pub(crate) struct PageRequest<'r> {
    pub(crate) root: Root,
    pub(crate) browser: BrowserId,
    /// The request's path; the query does not matter.
    pub(crate) path: &'r str,
    /// The client's address, behind trusted proxies the one that they name. `None`: nobody knows it (a test, a pipe).
    pub(crate) address: Option<IpAddr>,
}

/// A page whose session is frozen now, and what its browser needs in order to come back.
pub(crate) struct Opened {
    pub(crate) id: SessionId,
    pub(crate) secret: Token,
    pub(crate) ticket: Token,
    pub(crate) page: Page,
}

/// Why there is no page.
#[derive(Debug)]
pub(crate) enum OpenError {
    Session(SessionError),
    /// A panic left the session machine.
    Panicked,
    /// There is no room for another session now. Answered 503 with `Retry-After`.
    NoRoom,
    /// The client's address has [`Limits::sessions_per_address`] sessions. Answered 429 with `Retry-After`.
    TooManyFromAddress,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Session(error) => error.fmt(f),
            Self::Panicked => f.write_str("it panicked"),
            Self::NoRoom => f.write_str(
                "all sessions together hold more memory than `Limits::memory_bytes` allows",
            ),
            Self::TooManyFromAddress => f.write_str(
                "its address has `Limits::sessions_per_address` sessions already; when all clients come from one address, \
                 a proxy stands in front of the app: name it with `App::trusted_proxies`",
            ),
        }
    }
}

impl Worker {
    pub(crate) fn new(settings: WorkerSettings) -> Self {
        let WorkerSettings {
            index,
            workers,
            limits,
            counters,
            clock,
        } = settings;
        let frozen = Budget {
            window_ms: limits.frozen_window_ms,
            sessions: limits.frozen_sessions,
            bytes: limits.frozen_bytes,
        };
        let detached = Budget {
            window_ms: limits.resume_window_ms,
            sessions: limits.detached_sessions,
            bytes: limits.detached_bytes,
        };
        Self {
            index,
            clock,
            desk: RefCell::default(),
            counters,
            hash_key: random_u64(),
            seats: RefCell::default(),
            frozen: RefCell::new(Shelf::new(frozen.part_of(workers))),
            detached: RefCell::new(Shelf::new(detached.part_of(workers))),
            shelved: Notify::new(),
            stopping: watch::Sender::new(false),
            limits,
        }
    }

    pub(crate) fn count(&self, cause: Cause) {
        self.counters.add(usize::from(self.index), cause);
    }

    /// Runs a component's setup, renders its page and freezes the session.
    #[expect(
        clippy::unused_async,
        reason = "pages will wait here for their first loads"
    )]
    pub(crate) async fn open(&self, request: PageRequest<'_>) -> Result<Opened, OpenError> {
        let PageRequest {
            root,
            browser,
            path,
            address: _,
        } = request;
        let (session, page) = self.render_page(root)?;
        let now_ms = self.clock.now_ms();
        let bytes = session.memory_bytes();
        let id = self.unused_id();
        let (secret, ticket) = (Token::mint(), Token::mint());
        let spot = self.shelve(&self.frozen, id, bytes, now_ms);
        let seat = Seat {
            id,
            browser,
            secret,
            ticket: Cell::new(Some(ticket)),
            path: without_query(path).into(),
            place: Cell::new(Place::Frozen(spot)),
            epoch: Cell::new(0),
            bucket: Cell::new(Bucket::full(self.limits.event_burst, now_ms)),
            bell: Bell::default(),
            session: RefCell::new(Some(session)),
        };
        self.seats.borrow_mut().insert(id, Rc::new(seat));
        self.count(Cause::PageOpened);
        self.drop_overflow(&self.frozen, Cause::FrozenEvicted);
        Ok(Opened {
            id,
            secret,
            ticket,
            page,
        })
    }

    fn render_page(&self, root: Root) -> Result<(Session, Page), OpenError> {
        let settings = SessionSettings {
            hash_key: self.hash_key,
        };
        let mut desk = self.desk.borrow_mut();
        let scratch = &mut desk.scratch;
        let rendered = catch_unwind(AssertUnwindSafe(|| {
            let mut session = Session::open(root, settings)?;
            let page = session.page(scratch)?;
            Ok((session, page))
        }));
        match rendered {
            Ok(rendered) => rendered.map_err(OpenError::Session),
            Err(_) => {
                *desk = Desk::default();
                self.count(Cause::SessionPanicked);
                Err(OpenError::Panicked)
            }
        }
    }

    fn unused_id(&self) -> SessionId {
        loop {
            let id = SessionId::mint(self.index);
            if !self.seats.borrow().contains_key(&id) {
                return id;
            }
        }
    }

    pub(crate) fn seat(&self, id: SessionId) -> Option<Rc<Seat>> {
        self.seats.borrow().get(&id).cloned()
    }

    /// Takes a session off the shelf that it waits on, if any.
    pub(crate) fn unshelve(&self, seat: &Seat) {
        match seat.place.get() {
            Place::Frozen(spot) => self.frozen.borrow_mut().take(spot),
            Place::Detached(spot) => self.detached.borrow_mut().take(spot),
            Place::Attached | Place::Gone => {}
        }
    }

    /// Keeps a session whose socket has gone, for the resume window.
    pub(crate) fn detach(&self, seat: &Seat) {
        let bytes = match seat.session.borrow_mut().as_mut() {
            Some(session) => {
                session.detach();
                session.memory_bytes()
            }
            // It has panicked; its socket removes it.
            None => return,
        };
        let spot = self.shelve(&self.detached, seat.id, bytes, self.clock.now_ms());
        seat.place.set(Place::Detached(spot));
        self.count(Cause::Detached);
        self.drop_overflow(&self.detached, Cause::DetachedEvicted);
    }

    /// Forgets a session that is on no shelf.
    pub(crate) fn remove(&self, seat: &Seat) {
        seat.place.set(Place::Gone);
        seat.bell.ring();
        self.seats.borrow_mut().remove(&seat.id);
        drop_quietly(seat.session.take());
    }

    fn shelve(&self, shelf: &RefCell<Shelf>, id: SessionId, bytes: usize, now_ms: u64) -> Spot {
        let mut shelf = shelf.borrow_mut();
        if shelf.is_empty() {
            self.shelved.notify_one();
        }
        shelf.put(id, bytes, now_ms)
    }

    fn drop_overflow(&self, shelf: &RefCell<Shelf>, cause: Cause) {
        self.drop_while(cause, || shelf.borrow_mut().overflow());
    }

    fn drop_while(&self, cause: Cause, mut next: impl FnMut() -> Option<SessionId>) {
        while let Some(id) = next() {
            let seat = self.seat(id);
            debug_assert!(seat.is_some(), "a session on a shelf is in the table");
            if let Some(seat) = seat {
                self.count(cause);
                self.remove(&seat);
            }
        }
    }

    /// Drops what has expired, for as long as the worker lives. Sleeps without a timer while nothing waits.
    pub(crate) async fn sweep(self: Rc<Self>) {
        loop {
            if self.frozen.borrow().is_empty() && self.detached.borrow().is_empty() {
                self.shelved.notified().await;
            }
            tokio::time::sleep(Duration::from_millis(SWEEP_INTERVAL_MS)).await;
            let now_ms = self.clock.now_ms();
            self.drop_while(Cause::FrozenExpired, || {
                self.frozen.borrow_mut().expired(now_ms)
            });
            self.drop_while(Cause::DetachedExpired, || {
                self.detached.borrow_mut().expired(now_ms)
            });
        }
    }

    /// Tells all sockets to close with "going away".
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
        for seat in self.seats.borrow().values() {
            seat.bell.ring();
        }
    }

    pub(crate) fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Ready when the worker has been told to stop.
    pub(crate) async fn stopped(&self) {
        // The sender is this worker, so that waiting can't fail.
        let _ = self
            .stopping
            .subscribe()
            .wait_for(|stopping| *stopping)
            .await;
    }
}
