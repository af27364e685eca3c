//! One turn of a session: an input goes in, frames come out, on the worker's reused buffers.
//!
//! The session contains panics of the application itself. Should one get out nevertheless, it ends here: the session is
//! dropped, the buffers are made anew, and the worker with all its other sessions goes on.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;

use crate::session::{CloseReason, Outbox, Scratch, Session, Turn};

use super::counter::Cause;
use super::limits::SHRINK_INTERVAL_MS;
use super::report;
use super::seat::Seat;
use super::worker::Worker;

/// The buffers of a worker that every turn borrows.
#[derive(Default)]
pub(crate) struct Desk {
    pub(crate) scratch: Scratch,
    pub(crate) outbox: Outbox,
    shrunk_at_ms: u64,
}

impl Desk {
    /// Gives back what an unusually large render has left behind, now and then.
    fn tidy(&mut self, now_ms: u64) {
        if now_ms.saturating_sub(self.shrunk_at_ms) >= SHRINK_INTERVAL_MS {
            self.scratch.shrink();
            self.shrunk_at_ms = now_ms;
        }
    }
}

/// How a turn ended, besides the frames that it wrote.
pub(crate) enum TurnEnd {
    /// The session goes on.
    Open,
    /// The session is over; its socket closes after what was sent.
    Close(CloseReason),
    /// The session is gone: it had panicked, now or before.
    Lost,
}

impl Worker {
    /// Gives `input` to the seat's session and hands each frame that it answers with to `send`, in order.
    pub(crate) fn turn(
        &self,
        seat: &Seat,
        now_ms: u64,
        input: impl FnOnce(&mut Session, &mut Turn<'_>),
        mut send: impl FnMut(Bytes),
    ) -> TurnEnd {
        let mut place = seat.session.borrow_mut();
        let Some(session) = place.as_mut() else {
            return TurnEnd::Lost;
        };
        let mut desk = self.desk.borrow_mut();
        desk.tidy(now_ms);
        let Desk {
            scratch, outbox, ..
        } = &mut *desk;
        let mut turn = Turn {
            now_ms,
            scratch,
            out: outbox,
        };
        let turned = catch_unwind(AssertUnwindSafe(|| {
            input(session, &mut turn);
        }));
        if turned.is_err() {
            *desk = Desk::default();
            self.count(Cause::SessionPanicked);
            drop_quietly(place.take());
            return TurnEnd::Lost;
        }
        for report in desk.outbox.reports.drain(..) {
            self.count(report::cause(&report));
            report::print(&report, &seat.path);
        }
        desk.outbox.frames.drain(..).for_each(&mut send);
        match desk.outbox.close.take() {
            Some(reason) => TurnEnd::Close(reason),
            None => TurnEnd::Open,
        }
    }
}

/// Drops a session whose state may be broken, or whose values' destructors may panic.
pub(crate) fn drop_quietly(session: Option<Session>) {
    // The panic hook has already reported it; there is nothing left to protect.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(session)));
}
