//! One turn of a session: an input goes in, frames come out, on the worker's reused buffers.
//!
//! The session contains panics of the application itself. Should one get out nevertheless, it ends here: the session is
//! dropped, the buffers are made anew, and the worker with all its other sessions goes on.
//!
//! Each turn is put on the session's account: what it allocated and did not free, without what leaves with it (frames
//! that nobody keeps for a replay, reports) and without the worker's own buffers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;

use vango_runtime::drop_contained;
use vango_runtime::persist::Hydration;
use vango_runtime::session::{CloseReason, Origin, Outbox, Report, Scratch, Session, Task, Turn};

use super::counter::Cause;
use super::limits::SHRINK_INTERVAL_MS;
use super::memory::{ALLOCATION_OVERHEAD_BYTES, thread_bytes};
use super::report;
use super::seat::Seat;
use super::watch::slow_turn;
use super::worker::Worker;

/// The buffers of a worker that every turn borrows.
#[derive(Default)]
pub(crate) struct Desk {
    scratch: Scratch,
    outbox: Outbox,
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

    /// What this thread has allocated that is not on the desk.
    fn bytes_beside(&self) -> isize {
        let desk = self.scratch.memory_bytes()
            + self.outbox.frames.capacity() * size_of::<Bytes>()
            + self.outbox.tasks.capacity() * size_of::<Task>()
            + self.outbox.reports.capacity() * size_of::<Report>();
        thread_bytes() - desk.cast_signed()
    }

    /// Bytes of the frames that nothing but the outbox holds: they go with it.
    fn leaving_bytes(&self) -> isize {
        let frames = self.outbox.frames.iter();
        let leaving: usize = frames
            .filter(|frame| frame.is_unique())
            .map(|frame| frame.len() + ALLOCATION_OVERHEAD_BYTES)
            .sum();
        leaving.cast_signed()
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

/// A panic got out of a session; it is gone.
pub(crate) struct Panicked;

impl Worker {
    /// Gives `input` to the seat's session and hands each frame that it answers with to `send`, in order.
    pub(crate) fn turn(
        &self,
        seat: &Seat,
        now_ms: u64,
        input: impl FnOnce(&mut Session, &mut Turn<'_>),
        mut send: impl FnMut(Bytes),
    ) -> TurnEnd {
        let ran = self.run(seat, now_ms, |session, turn| match session {
            Some(session) => {
                input(session, turn);
                true
            }
            None => false,
        });
        if !matches!(ran, Ok(true)) {
            return TurnEnd::Lost;
        }
        let mut desk = self.desk.borrow_mut();
        match desk.outbox.close.take() {
            Some(reason) => {
                // Nothing comes after it that could show what is not stored.
                desk.outbox.frames.drain(..).for_each(send);
                TurnEnd::Close(reason)
            }
            None => {
                for frame in desk.outbox.frames.drain(..) {
                    self.send_or_hold(seat, frame, &mut send);
                }
                TurnEnd::Open
            }
        }
    }

    /// Runs `input` on the seat's session, contained, measured, with its reports told and its tasks started. Frames stay
    /// in the outbox.
    pub(super) fn run<R>(
        &self,
        seat: &Seat,
        now_ms: u64,
        input: impl FnOnce(&mut Option<Session>, &mut Turn<'_>) -> R,
    ) -> Result<R, Panicked> {
        let mut place = seat.session.borrow_mut();
        let mut desk = self.desk.borrow_mut();
        desk.tidy(now_ms);
        let before = desk.bytes_beside();
        let Desk {
            scratch, outbox, ..
        } = &mut *desk;
        let mut turn = Turn {
            now_ms,
            scratch,
            out: outbox,
        };
        let Ok(answer) = catch_unwind(AssertUnwindSafe(|| input(&mut place, &mut turn))) else {
            *desk = Desk::default();
            self.count(Cause::SessionPanicked);
            drop_contained(place.take());
            return Err(Panicked);
        };
        let grown = desk.bytes_beside() - desk.leaving_bytes() - before;
        let ran = desk.outbox.ran.take();
        let reports = std::mem::take(&mut desk.outbox.reports);
        let tasks = std::mem::take(&mut desk.outbox.tasks);
        let writes = std::mem::take(&mut desk.outbox.writes);
        let updates = std::mem::take(&mut desk.outbox.updates);
        // A subscriber of the program is told of them, and may panic: that must not leave this session's frames to the next.
        let took_ms = self.clock.now_ms().saturating_sub(now_ms);
        let told = catch_unwind(AssertUnwindSafe(|| {
            self.watch(seat, took_ms, ran);
            self.tell(seat, reports)
        }));
        let started = catch_unwind(AssertUnwindSafe(|| {
            for task in tasks {
                self.commons.tasks.spawn(task, &seat.ringer, &seat.path);
            }
        }));
        if told.is_err() || started.is_err() {
            self.count(Cause::ReportPanicked);
        }
        self.debit(seat, grown - told.unwrap_or_default());
        if let Some(session) = &*place {
            if !(writes.is_empty() && updates.is_empty()) {
                self.save(seat, writes, updates);
            }
            self.follow_browser(seat, session);
            self.set_deadline(seat, session.next_wake_ms());
            if session.may_sleep() {
                self.watch_quiet(seat, now_ms);
            }
            self.weigh(seat, session, now_ms);
        }
        Ok(answer)
    }

    /// Counts and tells a turn that kept the worker's other sessions waiting. One clock reading a turn, and at most ten
    /// lines of a log a second with the default limit, because each is about a tenth of one.
    fn watch(&self, seat: &Seat, took_ms: u64, ran: Option<Origin>) {
        let (took_ms, step) = self.laps.end_turn(took_ms);
        if took_ms < self.limits.slow_turn_ms {
            return;
        }
        self.count(Cause::SlowTurn);
        if self.laps.is_watched() {
            let finding = slow_turn(took_ms, step, ran);
            self.commons.findings.tell(finding, &seat.path);
        } else {
            report::slow_turn(took_ms, ran, &seat.path);
        }
    }

    /// Counts and tells what a turn has to report; answers the bytes that the reports held.
    fn tell(&self, seat: &Seat, reports: Vec<Report>) -> isize {
        for report in &reports {
            if let Report::BudgetUse(used) = report {
                self.commons.keeper.thrift().tell(used);
            }
            self.count(report::cause(report));
            if let Report::Hydration(Hydration::Reset { path, .. }) = report {
                seat.was_reset.set(true);
                if !self.commons.resets.is_news(seat.browser, path) {
                    continue;
                }
            }
            match report.finding().filter(|_| self.laps.is_watched()) {
                Some(finding) => self.commons.findings.tell(finding, &seat.path),
                None => report::tell(report, &seat.path),
            }
        }
        let before = thread_bytes();
        drop(reports);
        before - thread_bytes()
    }
}
