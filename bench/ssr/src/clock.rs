//! Processor time of this thread: others that load the machine cost it cache lines, not time.

use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// What this thread has had so far.
///
/// # Panics
/// Never: the kernel's clock runs forward from zero.
#[must_use]
pub fn thread_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(now).expect("processor time is not negative")
}
