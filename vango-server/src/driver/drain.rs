//! Draining: the sockets of a worker are told to connect elsewhere, one after the other, so that the process that takes over
//! gets them spread over the time that there is.

use std::rc::Rc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::seat::{Order, Place, Seat};
use super::worker::Worker;

/// Milliseconds within which the browser of one session comes back, for each session that the process holds: a session that is
/// made anew takes a fraction of one.
const SPREAD_MS: usize = 1;

/// The longest time that a browser is told to wait.
const LONGEST_SPREAD_MS: usize = 10_000;

impl Worker {
    /// Within which time the browsers of a process that ends are to come back, so that they don't come all at once.
    pub(super) fn spread_ms(&self) -> u64 {
        let sessions = self.seats.borrow().len() * self.workers;
        let spread = (SPREAD_MS * sessions).clamp(100, LONGEST_SPREAD_MS);
        u64::try_from(spread).unwrap_or(u64::MAX)
    }

    /// Tells all sockets that are open now to move, within `window`. No new ones are let in meanwhile.
    pub(crate) async fn drain(self: Rc<Self>, window: Duration) {
        let seats: Vec<Rc<Seat>> = self.attached();
        let begin = Instant::now();
        // At most as many as a worker has sockets: the conversion is exact enough.
        let count = u32::try_from(seats.len()).unwrap_or(u32::MAX).max(1);
        for (place, seat) in (0_u32..).zip(seats) {
            // The first goes at once, and the last one's time to move is still within the window.
            sleep_until(begin + window.mul_f64(f64::from(place) / f64::from(count))).await;
            if matches!(seat.place.get(), Place::Attached) {
                seat.order.set(Order::Move);
                seat.bell.ring();
            }
        }
    }
}
