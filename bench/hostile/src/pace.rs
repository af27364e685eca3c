//! A bounded rate.

use std::time::{Duration, Instant};

/// Gives a beat so many times a second, until its time is over.
pub(crate) struct Pace {
    next: Instant,
    interval: Duration,
    until: Instant,
}

impl Pace {
    pub(crate) fn new(per_second: u32, until: Instant) -> Self {
        Self {
            next: Instant::now(),
            interval: Duration::from_secs(1) / per_second,
            until,
        }
    }

    /// Waits for the next beat. Whoever is late does not catch up: a rate stays below its bound.
    pub(crate) fn beat(&mut self) -> bool {
        let now = Instant::now();
        if now >= self.until {
            return false;
        }
        std::thread::sleep(self.next.saturating_duration_since(now));
        self.next = self.next.max(now) + self.interval;
        Instant::now() < self.until
    }
}
