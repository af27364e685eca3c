//! Each session's account: what it holds, as measured or estimated, kept up to date for shelves and for the app's total.

use std::cell::Cell;

use vango_runtime::session::Session;

use super::counter::Cause;
use super::limits::ESTIMATE_INTERVAL_MS;
use super::memory::counts_memory;
use super::seat::{Place, Seat};
use super::worker::Worker;

/// What a session's turns and tasks have allocated, and what the app's total was told of it.
#[derive(Default)]
pub(crate) struct Account {
    /// Allocated and not given back, as far as it was measured.
    measured: Cell<isize>,
    /// What the total counts for this session.
    told: Cell<usize>,
    /// Of it, what its socket holds for the browser: no turn allocates that.
    wire: Cell<usize>,
    /// When it was estimated last, where nothing is measured.
    estimated_at_ms: Cell<u64>,
    /// It has had a turn since.
    is_outdated: Cell<bool>,
}

impl Account {
    /// Bytes of the session.
    pub(crate) fn bytes(&self) -> usize {
        self.told.get()
    }
}

impl Worker {
    /// Puts bytes on a session's account.
    pub(super) fn debit(&self, seat: &Seat, bytes: isize) {
        let account = &seat.account;
        let tasks = seat.ringer.take_task_bytes();
        account.measured.set(account.measured.get() + bytes + tasks);
    }

    /// Takes bytes off a session's account that have left with its page.
    pub(super) fn credit(&self, seat: &Seat, bytes: usize) {
        if counts_memory() {
            let account = &seat.account;
            account
                .measured
                .set(account.measured.get() - bytes.cast_signed());
            self.tell_total(seat, account.measured.get().max(0).unsigned_abs());
        }
    }

    /// Brings the app's total up to date with a session's account.
    pub(super) fn weigh(&self, seat: &Seat, session: &Session, now_ms: u64) {
        let account = &seat.account;
        if counts_memory() {
            let measured = account.measured.get().max(0).unsigned_abs();
            // Whatever was measured, the session itself is there.
            self.tell_total(seat, measured.max(size_of::<Session>()));
            return;
        }
        // An estimate walks the session: not with each turn.
        let age_ms = now_ms.saturating_sub(account.estimated_at_ms.get());
        if account.told.get() <= account.wire.get() || age_ms >= ESTIMATE_INTERVAL_MS {
            self.estimate(seat, session, now_ms);
        } else if !account.is_outdated.replace(true) {
            self.outdated.borrow_mut().push(seat.id);
        }
    }

    /// Estimates the sessions that have had a turn since they were estimated: one that grew and then is quiet must not stay
    /// unseen. Called each second, so that no estimate is older.
    pub(super) fn estimate_outdated(&self) {
        let now_ms = self.clock.now_ms();
        let outdated = self.outdated.take();
        let seats = outdated.into_iter().filter_map(|id| self.seat(id));
        for seat in seats.filter(|seat| seat.account.is_outdated.get()) {
            if let Some(session) = &*seat.session.borrow() {
                self.estimate(&seat, session, now_ms);
            }
        }
    }

    /// As [`weigh`](Self::weigh), now: before a session is shelved.
    pub(super) fn weigh_exactly(&self, seat: &Seat, session: &Session, now_ms: u64) {
        if counts_memory() {
            self.weigh(seat, session, now_ms);
        } else {
            self.estimate(seat, session, now_ms);
        }
    }

    fn estimate(&self, seat: &Seat, session: &Session, now_ms: u64) {
        seat.account.estimated_at_ms.set(now_ms);
        seat.account.is_outdated.set(false);
        self.tell_total(seat, session.memory_bytes());
    }

    /// A session's socket holds so many bytes for the browser now.
    pub(super) fn weigh_wire(&self, seat: &Seat, bytes: usize) {
        let before = seat.account.wire.replace(bytes);
        if before != bytes {
            self.tell_total(seat, seat.account.told.get().saturating_sub(before));
        }
    }

    /// A session is gone: so is its account.
    pub(super) fn close_account(&self, seat: &Seat) {
        seat.account.measured.set(0);
        seat.account.wire.set(0);
        self.tell_total(seat, 0);
    }

    /// `bytes`: without what the socket holds.
    fn tell_total(&self, seat: &Seat, bytes: usize) {
        let bytes = bytes + seat.account.wire.get();
        let before = seat.account.told.replace(bytes);
        if before != bytes {
            let change = bytes.cast_signed() - before.cast_signed();
            self.commons.memory.add(usize::from(self.index), change);
        }
    }

    /// A session on a shelf may have changed in size.
    pub(super) fn reweigh(&self, seat: &Seat) {
        self.debit(seat, 0);
        if let Some(session) = &*seat.session.borrow() {
            self.weigh(seat, session, self.clock.now_ms());
        }
        let bytes = seat.account.bytes();
        match seat.place.get() {
            Place::Frozen(spot) => {
                self.frozen.borrow_mut().resize(spot, bytes);
                self.drop_overflow(&self.frozen, Cause::FrozenEvicted);
            }
            Place::Detached(spot) => {
                self.detached.borrow_mut().resize(spot, bytes);
                self.drop_overflow(&self.detached, Cause::DetachedEvicted);
            }
            Place::Opening | Place::Attached | Place::Gone => {}
        }
    }
}
