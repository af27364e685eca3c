//! What is given up when all sessions together hold too much memory, and in which order.
//!
//! | all sessions hold more than | what is given up |
//! | --- | --- |
//! | `memory_bytes` | detached sessions, oldest first; then new pages are refused |
//! | `memory_bytes` + `memory_reserve_bytes` | pages without a socket, oldest first; then sessions in use, largest first |
//!
//! Invariant: a session in use is closed only when it is the largest of the app, every worker has had the time to give up
//! all that merely waits, and the sum is still too much. So the one that grows goes, and not one that a visitor uses as
//! it is meant; and what has been given up is told to its browser and to the log.
//!
//! It deliberately bounds no single session: what one page may hold, the app alone knows.

use std::rc::Rc;

use tracing::warn;

use super::counter::Cause;
use super::report;
use super::report::TARGET;
use super::seat::{Order, Seat};
use super::worker::Worker;

impl Worker {
    /// Whether there is room for another session, once what waits for its browser has made some.
    pub(crate) fn has_room(&self) -> bool {
        self.drop_while_over(Cause::DetachedEvicted, self.limits.memory_bytes, || {
            self.detached.borrow_mut().pop()
        })
    }

    /// Gives up what has to be given up. Called each second while there are sessions.
    pub(super) fn relieve(&self) {
        let bound = self
            .limits
            .memory_bytes
            .saturating_add(self.limits.memory_reserve_bytes);
        self.estimate_outdated();
        let is_critical = !self.has_room()
            && !self.drop_while_over(Cause::FrozenEvicted, bound, || {
                self.frozen.borrow_mut().pop()
            });
        if !is_critical {
            self.is_alarmed.set(false);
            self.commons.memory.show_largest(self.lane(), 0);
            return;
        }
        // The first time this only shows what there is: the other workers have a second to do the same.
        let may_close = self.is_alarmed.replace(true);
        while self.commons.memory.total() > bound {
            let Some(largest) = self.largest_attached() else {
                return self.commons.memory.show_largest(self.lane(), 0);
            };
            let gauges = &self.commons.memory;
            gauges.show_largest(self.lane(), largest.account.bytes());
            if !may_close || !gauges.is_largest(self.lane()) {
                return;
            }
            self.give_up(&largest);
        }
    }

    /// Drops the sessions that `next` names while all sessions together hold more than `bound`. Answers whether they are
    /// within it then.
    fn drop_while_over(
        &self,
        cause: Cause,
        bound: usize,
        mut next: impl FnMut() -> Option<super::identity::SessionId>,
    ) -> bool {
        let is_over = || self.commons.memory.total() > bound;
        if is_over() {
            self.drop_while(cause, || if is_over() { next() } else { None });
        }
        !is_over()
    }

    fn largest_attached(&self) -> Option<Rc<Seat>> {
        let attached = self.attached().into_iter();
        attached.max_by_key(|seat| seat.account.bytes())
    }

    /// Closes a session in use.
    fn give_up(&self, seat: &Seat) {
        let (page, bytes) = (&*seat.path, seat.account.bytes());
        let all_bytes = self.commons.memory.total();
        self.count(Cause::LiveEvicted);
        warn!(target: TARGET, page, bytes, all_bytes, "a session in use was closed for want of memory");
        report::say(|| {
            format!(
                "{page:?}: its session was closed: it held {bytes} bytes, more than any other, and all sessions together \
                 {all_bytes}; `Limits::memory_bytes` and `Limits::memory_reserve_bytes` bound that"
            )
        });
        seat.order.set(Order::Yield);
        self.remove(seat);
    }

    fn lane(&self) -> usize {
        usize::from(self.index)
    }
}
