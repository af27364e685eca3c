//! The wall clock, by which records expire: they outlive a process, so no monotonic clock will do.
//!
//! Invariant: revisions do not depend on a clock that goes forward; expiry does, and is late by as much as it went back.

use std::time::{SystemTime, UNIX_EPOCH};

/// Since 1970, in microseconds.
pub(crate) fn now_us() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    })
}

/// Since 1970, in whole milliseconds. What expires at `t` is there until `now_ms() > t`, so that it never lives less than it should.
pub(crate) fn now_ms() -> u64 {
    now_us() / 1000
}
