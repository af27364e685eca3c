//! Draining: the sockets of a worker are told to connect elsewhere, one after the other, so that the process that takes over
//! gets them spread over the time that there is.

use std::rc::Rc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::seat::{Order, Place, Seat};
use super::worker::Worker;

impl Worker {
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
