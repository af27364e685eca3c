//! The app's one clock. Sessions get its readings as numbers and never read a clock themselves.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::time::Instant;

/// Milliseconds since the Unix epoch that never go backwards: the wall clock is read once, at start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock {
    /// Tokio's, so that it stands and advances with the timers where a test has paused time.
    start: Instant,
    start_unix: Duration,
}

impl Clock {
    pub(crate) fn start() -> Self {
        // A wall clock before 1970 is a machine without a battery; time still has to advance.
        let start_unix = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Self {
            start: Instant::now(),
            start_unix,
        }
    }

    /// A clock that shows `unix_ms` now.
    pub(crate) fn start_at(unix_ms: u64) -> Self {
        Self {
            start: Instant::now(),
            start_unix: Duration::from_millis(unix_ms),
        }
    }

    pub(crate) fn now_ms(&self) -> u64 {
        let now = self.start_unix + self.start.elapsed();
        u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
    }
}
