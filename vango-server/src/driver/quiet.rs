//! Which sessions are quiet: they are told to sleep.
//!
//! Invariant: a session that has what a render makes is in the worker's queue once, so that whoever goes away is noticed;
//! a turn costs the queue nothing while the session is in it. A session with a socket falls asleep in its socket's task,
//! because what it may have to say has to go there.
//!
//! It deliberately knows nothing of what sleep is: see `session::sleep`.

use std::collections::VecDeque;

use vango_runtime::session::{Session, Turn};

use super::counter::Cause;
use super::identity::SessionId;
use super::limits::{SWEEP_INTERVAL_MS, WAKES_PER_YIELD};
use super::seat::{Place, Seat};
use super::turn::TurnEnd;
use super::worker::Worker;

/// When to look at which session next, soonest first.
#[derive(Default)]
pub(crate) struct Watched(VecDeque<(u64, SessionId)>);

impl Worker {
    /// A session has had a turn, and has what could be given back.
    pub(super) fn watch_quiet(&self, seat: &Seat, now_ms: u64) {
        seat.used_at_ms.set(now_ms);
        let after_ms = self.limits.hibernate_after_ms;
        if after_ms < u64::MAX && !seat.is_watched.replace(true) {
            let mut watched = self.watched.borrow_mut();
            watched
                .0
                .push_back((now_ms.saturating_add(after_ms), seat.id));
        }
    }

    /// Tells the sessions to sleep that have been quiet for long. Called each second; for want of memory a second is long.
    pub(super) async fn let_sleep(&self, now_ms: u64) {
        let limit_ms = self.limits.hibernate_after_ms;
        let is_short = self.commons.memory.total() > self.limits.memory_bytes;
        let after_ms = if is_short {
            limit_ms.min(SWEEP_INTERVAL_MS)
        } else {
            limit_ms
        };
        let early_ms = limit_ms - after_ms;
        // Those that are put back are looked at the next time.
        let count = self.watched.borrow().0.len();
        for told in 1..=count {
            let Some(id) = self.take_due(now_ms.saturating_add(early_ms)) else {
                return;
            };
            let Some(seat) = self.seat(id) else { continue };
            let quiet_at_ms = seat.used_at_ms.get().saturating_add(after_ms);
            if quiet_at_ms > now_ms {
                // It was used meanwhile. The queue stays in order: it is looked at later rather than sooner.
                let mut watched = self.watched.borrow_mut();
                let last_ms = watched.0.back().map_or(0, |(last_ms, _)| *last_ms);
                let due_ms = quiet_at_ms.saturating_add(early_ms).max(last_ms);
                watched.0.push_back((due_ms, id));
                continue;
            }
            seat.is_watched.set(false);
            self.tell_to_sleep(&seat, now_ms);
            // After a crowd has left, others get their turn between.
            if told % WAKES_PER_YIELD == 0 {
                tokio::task::yield_now().await;
            }
        }
    }

    /// Takes the first session that is to be looked at by then.
    fn take_due(&self, until_ms: u64) -> Option<SessionId> {
        let mut watched = self.watched.borrow_mut();
        let (due_ms, id) = watched.0.front().copied()?;
        if due_ms > until_ms {
            return None;
        }
        watched.0.pop_front();
        Some(id)
    }

    /// Lets a session sleep, and counts it.
    pub(super) fn hibernate(&self, session: &mut Session, turn: &mut Turn<'_>) {
        if session.hibernate(turn) {
            self.count(Cause::Hibernated);
        }
    }

    fn tell_to_sleep(&self, seat: &Seat, now_ms: u64) {
        match seat.place.get() {
            Place::Attached => {
                seat.is_drowsy.set(true);
                seat.bell.ring();
            }
            Place::Detached(_) => {
                let sleep =
                    |session: &mut Session, turn: &mut Turn<'_>| self.hibernate(session, turn);
                match self.turn(seat, now_ms, sleep, drop) {
                    TurnEnd::Open => self.reweigh(seat),
                    TurnEnd::Close(_) | TurnEnd::Lost => {
                        self.unshelve(seat);
                        self.remove(seat);
                    }
                }
            }
            Place::Opening | Place::Frozen(_) | Place::Gone => {}
        }
    }
}
