//! One worker's table of sessions: opening, shelving, eviction and shutdown. Everything here happens on the worker's own
//! thread, between two polls of its tasks.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::attend::Deadlines;
use super::clock::Clock;
use super::commons::Commons;
use super::counter::{Cause, Counters};
use super::identity::{SessionId, random_u64};
use super::limits::{Limits, SWEEP_INTERVAL_MS};
use super::quiet::Watched;
use super::ringer::Dock;
use super::seat::{Absence, Place, Seat};
use super::shelf::{Budget, Shelf, Spot};
use super::turn::Desk;
use super::watch::Laps;
use vango_runtime::drop_contained;

pub(crate) struct WorkerSettings {
    pub(crate) index: u16,
    pub(crate) workers: usize,
    pub(crate) commons: Commons,
    pub(crate) clock: Clock,
}

pub(crate) struct Worker {
    pub(super) index: u16,
    pub(super) workers: usize,
    pub(crate) limits: Arc<Limits>,
    pub(crate) clock: Clock,
    pub(crate) commons: Commons,
    pub(super) desk: RefCell<Desk>,
    counters: Counters,
    /// Keys the fingerprints of this worker's sessions, so that nobody can make two texts look equal.
    pub(super) hash_key: u64,
    pub(super) seats: RefCell<HashMap<SessionId, Rc<Seat>>>,
    pub(super) frozen: RefCell<Shelf>,
    pub(super) detached: RefCell<Shelf>,
    /// Where sessions are rung from elsewhere.
    pub(super) dock: Arc<Dock>,
    pub(super) deadlines: RefCell<Deadlines>,
    pub(super) watched: RefCell<Watched>,
    /// Sessions whose estimate of memory is older than their last turn.
    pub(super) outdated: RefCell<Vec<SessionId>>,
    /// The sessions hold too much, as they did a second ago.
    pub(super) is_alarmed: Cell<bool>,
    /// Wakes the sweeper when the first session comes.
    peopled: Notify,
    stopping: watch::Sender<bool>,
    /// Measures the steps of turns, in development.
    pub(super) laps: Laps,
}

impl Worker {
    pub(crate) fn new(settings: WorkerSettings) -> Self {
        let WorkerSettings {
            index,
            workers,
            commons,
            clock,
        } = settings;
        let limits = commons.limits.clone();
        let frozen = Budget {
            sessions: limits.frozen_sessions,
            bytes: limits.frozen_bytes,
        };
        let detached = Budget {
            sessions: limits.detached_sessions,
            bytes: limits.detached_bytes,
        };
        let laps = Laps::new(commons.audience, clock);
        Self {
            index,
            workers,
            clock,
            desk: RefCell::default(),
            counters: commons.counters.clone(),
            commons,
            hash_key: random_u64(),
            seats: RefCell::default(),
            frozen: RefCell::new(Shelf::new(frozen.part_of(workers))),
            detached: RefCell::new(Shelf::new(detached.part_of(workers))),
            dock: Arc::default(),
            deadlines: RefCell::default(),
            watched: RefCell::default(),
            outdated: RefCell::default(),
            is_alarmed: Cell::new(false),
            peopled: Notify::new(),
            stopping: watch::Sender::new(false),
            laps,
            limits,
        }
    }

    pub(crate) fn count(&self, cause: Cause) {
        self.counters.add(usize::from(self.index), cause);
    }

    pub(crate) fn seat(&self, id: SessionId) -> Option<Rc<Seat>> {
        self.seats.borrow().get(&id).cloned()
    }

    /// Takes a new session in.
    pub(super) fn seat_first(&self, seat: Rc<Seat>) {
        let mut seats = self.seats.borrow_mut();
        if seats.is_empty() {
            self.peopled.notify_one();
        }
        seats.insert(seat.id, seat);
    }

    /// The sessions that have a socket.
    pub(super) fn attached(&self) -> Vec<Rc<Seat>> {
        let seats = self.seats.borrow();
        let attached = seats
            .values()
            .filter(|seat| matches!(seat.place.get(), Place::Attached));
        attached.cloned().collect()
    }

    /// Takes a session off the shelf that it waits on, if any.
    pub(crate) fn unshelve(&self, seat: &Seat) {
        match seat.place.get() {
            Place::Frozen(spot) => self.frozen.borrow_mut().take(spot),
            Place::Detached(spot) => self.detached.borrow_mut().take(spot),
            Place::Opening | Place::Attached | Place::Gone => {}
        }
    }

    /// Keeps a session whose socket has gone, for the window of its absence.
    pub(crate) fn detach(&self, seat: &Seat, absence: Absence) {
        match seat.session.borrow_mut().as_mut() {
            Some(session) => session.detach(),
            // It has panicked; its socket removes it.
            None => return,
        }
        self.set_deadline(seat, None);
        if seat.is_drowsy.take() {
            // Its socket's task had no turn for that any more.
            self.watch_quiet(seat, self.clock.now_ms());
        }
        self.weigh_wire(seat, 0);
        let limits = &self.limits;
        let window_ms = match absence {
            Absence::Broken => limits.resume_window_ms,
            Absence::Left => limits.left_window_ms.min(limits.resume_window_ms),
        };
        let spot = self.shelve(&self.detached, seat, window_ms);
        seat.place.set(Place::Detached(spot));
        self.count(Cause::Detached);
        self.ring_again(seat);
        self.drop_overflow(&self.detached, Cause::DetachedEvicted);
    }

    /// Forgets a session that is on no shelf.
    pub(crate) fn remove(&self, seat: &Seat) {
        seat.place.set(Place::Gone);
        seat.bell.ring();
        self.set_deadline(seat, None);
        self.seats.borrow_mut().remove(&seat.id);
        drop_contained(seat.session.take());
        self.close_account(seat);
        drop(seat.address.take());
    }

    pub(super) fn shelve(&self, shelf: &RefCell<Shelf>, seat: &Seat, window_ms: u64) -> Spot {
        let now_ms = self.clock.now_ms();
        self.debit(seat, 0);
        if let Some(session) = &*seat.session.borrow() {
            self.weigh_exactly(seat, session, now_ms);
        }
        let bytes = seat.account.bytes();
        shelf.borrow_mut().put(seat.id, bytes, now_ms, window_ms)
    }

    pub(super) fn drop_overflow(&self, shelf: &RefCell<Shelf>, cause: Cause) {
        self.drop_while(cause, || shelf.borrow_mut().overflow());
    }

    pub(super) fn drop_while(&self, cause: Cause, mut next: impl FnMut() -> Option<SessionId>) {
        while let Some(id) = next() {
            let seat = self.seat(id);
            debug_assert!(seat.is_some(), "a session on a shelf is in the table");
            if let Some(seat) = seat {
                self.count(cause);
                self.remove(&seat);
            }
        }
    }

    /// Drops what has expired and what there is no memory for, as long as the worker lives. Sleeps without a timer while
    /// there are no sessions.
    pub(crate) async fn sweep(self: Rc<Self>) {
        loop {
            if self.seats.borrow().is_empty() {
                self.peopled.notified().await;
            }
            tokio::time::sleep(Duration::from_millis(SWEEP_INTERVAL_MS)).await;
            let now_ms = self.clock.now_ms();
            self.drop_while(Cause::FrozenExpired, || {
                self.frozen.borrow_mut().expired(now_ms)
            });
            self.drop_while(Cause::DetachedExpired, || {
                self.detached.borrow_mut().expired(now_ms)
            });
            self.let_sleep(now_ms).await;
            self.relieve();
            self.commons.heap.look(self.commons.memory.total());
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
