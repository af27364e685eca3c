//! A worker looks after its sessions: those that were rung from elsewhere, and those whose timer is due.
//!
//! One task and one timer for all sessions of a worker. Without a ring and without a timer it sleeps.
//!
//! A session with a socket takes its news in its socket's task, since what it says has to go there; one without takes
//! them here, and says nothing. A page that waits for its first socket is left alone: its news wait for that socket.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use std::task::Wake;
use std::time::Duration;

use vango_runtime::session::{Session, Turn};

use super::counter::Cause;
use super::identity::SessionId;
use super::keep::Settled;
use super::limits::WAKES_PER_YIELD;
use super::seat::{Place, Seat};
use super::turn::TurnEnd;
use super::worker::Worker;

/// When which session wants to be woken, soonest first.
#[derive(Default)]
pub(crate) struct Deadlines(BTreeSet<(u64, SessionId)>);

impl Deadlines {
    pub(crate) fn first_ms(&self) -> Option<u64> {
        self.0.first().map(|(at_ms, _)| *at_ms)
    }

    /// Takes a session whose time has come.
    fn due(&mut self, now_ms: u64) -> Option<SessionId> {
        let (at_ms, id) = *self.0.first()?;
        if at_ms > now_ms {
            return None;
        }
        self.0.pop_first();
        Some(id)
    }
}

impl Worker {
    /// Looks after the worker's sessions for as long as it lives.
    pub(crate) async fn attend(self: Rc<Self>) {
        let mut rung = Vec::new();
        loop {
            let next_ms = self.deadlines.borrow().first_ms();
            match next_ms {
                None => self.dock.arrived().await,
                Some(next_ms) => {
                    let left_ms = next_ms.saturating_sub(self.clock.now_ms());
                    tokio::select! {
                        biased;
                        () = self.dock.arrived() => {}
                        () = tokio::time::sleep(Duration::from_millis(left_ms)) => {}
                    }
                }
            }
            self.dock.take(&mut rung);
            for (count, id) in rung.drain(..).enumerate() {
                if let Some(seat) = self.seat(id) {
                    seat.ringer.answer();
                    self.wake(&seat);
                }
                if count % WAKES_PER_YIELD == WAKES_PER_YIELD - 1 {
                    tokio::task::yield_now().await;
                }
            }
            rung.shrink_to(WAKES_PER_YIELD);
            self.wake_due().await;
        }
    }

    async fn wake_due(&self) {
        let now_ms = self.clock.now_ms();
        let mut count = 0;
        loop {
            // Not in the condition: the borrow would last for the body.
            let due = self.deadlines.borrow_mut().due(now_ms);
            let Some(id) = due else { return };
            if let Some(seat) = self.seat(id) {
                seat.deadline_ms.set(None);
                self.wake(&seat);
            }
            count += 1;
            if count % WAKES_PER_YIELD == 0 {
                tokio::task::yield_now().await;
            }
        }
    }

    fn wake(&self, seat: &Seat) {
        match seat.place.get() {
            Place::Opening | Place::Attached => {
                seat.has_news.set(true);
                seat.bell.ring();
            }
            Place::Detached(_) => self.wake_unheard(seat),
            Place::Frozen(_) => self.reweigh(seat),
            Place::Gone => {}
        }
    }

    /// A session without a socket takes its news.
    fn wake_unheard(&self, seat: &Seat) {
        match self.settle_state(seat) {
            Settled::Well | Settled::Undone => {}
            Settled::Superseded => {
                self.count(Cause::StateSuperseded);
                self.unshelve(seat);
                return self.remove(seat);
            }
        }
        if let Some(values) = self.browser_news(seat) {
            let now_ms = self.clock.now_ms();
            let input =
                |session: &mut Session, turn: &mut Turn<'_>| session.receive_browser(values, turn);
            // How it has ended is seen by the turn after it.
            let _end = self.turn(seat, now_ms, input, drop);
        }
        // They are sent again to the next socket.
        self.release(seat, drop);
        let now_ms = self.clock.now_ms();
        match self.turn(seat, now_ms, |session, turn| session.wake(turn), drop) {
            TurnEnd::Open => self.reweigh(seat),
            TurnEnd::Close(_) | TurnEnd::Lost => {
                self.unshelve(seat);
                self.remove(seat);
            }
        }
    }

    /// Notes when a session wants to be woken next.
    pub(super) fn set_deadline(&self, seat: &Seat, at_ms: Option<u64>) {
        let before_ms = seat.deadline_ms.replace(at_ms);
        if before_ms == at_ms {
            return;
        }
        let mut deadlines = self.deadlines.borrow_mut();
        if let Some(before_ms) = before_ms {
            deadlines.0.remove(&(before_ms, seat.id));
        }
        if let Some(at_ms) = at_ms {
            let is_first = deadlines.first_ms().is_none_or(|first_ms| at_ms < first_ms);
            deadlines.0.insert((at_ms, seat.id));
            if is_first {
                self.dock.nudge();
            }
        }
    }

    /// News that came while the session had no turn any more are looked at once more.
    pub(super) fn ring_again(&self, seat: &Seat) {
        if seat.has_news.take() {
            Arc::clone(&seat.ringer).wake();
        }
    }
}
