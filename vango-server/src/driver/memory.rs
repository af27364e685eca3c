//! How much memory sessions hold: what a thread has allocated and not freed, and the sum over the app.
//!
//! A session's account is what its turns and tasks have allocated and not given back, as the process's allocator counts
//! it, if that is a `CountingAllocator`; else it is the estimate of [`Session::memory_bytes`], which knows every
//! structure of the framework, and of the app's values texts and lists of texts and numbers, wherever a signal, a memo, a
//! resource or a `ListSignal` holds them. Both are within a fifth of the truth (acceptance/tests/accounting), with one
//! exception: what the app's own structures hold beside themselves (the `String`s of a `Vec<Row>`), what closures capture,
//! and what waits in channels and effects, has no size that Rust would tell, and counts nothing in an estimate. Measuring
//! knows it.
//!
//! What such counting can't know is stated, not hidden: memory that one session allocates and another keeps (a message
//! sent to its channel, an entry of a shared map) stays on the account of the first until that one ends; it ends with the
//! session, so accounts do not drift for longer than a session lives.
//!
//! [`Session::memory_bytes`]: vango_runtime::session::Session::memory_bytes

use std::hint::black_box;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicIsize, AtomicUsize, Ordering};

/// An allocator that counts, for each thread, the bytes that it gives out and takes back. It passes everything on to the
/// allocator inside; counting costs a nanosecond or two for each call.
///
/// A Rust program has one global allocator, and it is the program's to choose: so an app names it, in one line of its
/// `main.rs`, around the allocator that it wants. With it, the memory of sessions is measured; without it, estimated.
/// It is there with the feature `counting-allocator`.
///
/// ```
/// use std::alloc::System;
/// use vango_server::driver::CountingAllocator;
///
/// #[global_allocator]
/// static ALLOCATOR: CountingAllocator<System> = CountingAllocator::new(System);
///
/// fn main() {
///     assert!(vango_server::driver::counts_memory());
/// }
/// ```
#[cfg(feature = "counting-allocator")]
pub type CountingAllocator<A> = alloc_metrics::MetricAlloc<A>;

/// Whether this process's allocator is a `CountingAllocator`, so that the memory of sessions is measured.
pub fn counts_memory() -> bool {
    static COUNTS: OnceLock<bool> = OnceLock::new();
    *COUNTS.get_or_init(|| {
        let before = thread_bytes();
        let probe = black_box(Box::new([0_u8; 64]));
        let counts = thread_bytes() != before;
        drop(probe);
        counts
    })
}

pub(crate) use vango_runtime::reactive::ALLOCATION_OVERHEAD_BYTES;

/// Bytes that this thread has allocated minus those that it has freed; negative where it frees what others allocate.
/// Always the same without a `CountingAllocator`.
#[cfg(feature = "counting-allocator")]
pub(crate) fn thread_bytes() -> isize {
    let metrics = alloc_metrics::thread_metrics();
    metrics.allocated_bytes + metrics.allocations * ALLOCATION_OVERHEAD_BYTES.cast_signed()
}

/// Nothing counts.
#[cfg(not(feature = "counting-allocator"))]
pub(crate) fn thread_bytes() -> isize {
    0
}

/// The bytes of all sessions, by worker: each writes its own and reads all.
#[derive(Debug)]
pub(crate) struct Gauges {
    lanes: Box<[Lane]>,
}

/// On cache lines of its own.
#[repr(align(128))]
#[derive(Debug, Default)]
struct Lane {
    total: AtomicIsize,
    /// Of the largest session with a socket; kept up while there is too little memory.
    largest: AtomicUsize,
}

impl Gauges {
    pub(crate) fn new(workers: usize) -> Self {
        Self {
            lanes: (0..workers.max(1)).map(|_| Lane::default()).collect(),
        }
    }

    pub(crate) fn add(&self, worker: usize, bytes: isize) {
        self.lanes[worker].total.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Of the whole app.
    pub(crate) fn total(&self) -> usize {
        let total: isize = self
            .lanes
            .iter()
            .map(|lane| lane.total.load(Ordering::Relaxed))
            .sum();
        total.max(0).unsigned_abs()
    }

    /// Tells the other workers how large the largest session in use is on this one.
    pub(crate) fn show_largest(&self, worker: usize, bytes: usize) {
        self.lanes[worker].largest.store(bytes, Ordering::Relaxed);
    }

    /// Whether the largest session in use of all workers is on this one. Of two that are equal the first counts.
    pub(crate) fn is_largest(&self, worker: usize) -> bool {
        let shown = |lane: &Lane| lane.largest.load(Ordering::Relaxed);
        let own = shown(&self.lanes[worker]);
        let (before, others) = self.lanes.split_at(worker);
        before.iter().all(|lane| shown(lane) < own) && others.iter().all(|lane| shown(lane) <= own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_add_up() {
        let gauges = Gauges::new(2);
        gauges.add(0, 100);
        gauges.add(1, 50);
        gauges.add(0, -20);
        assert_eq!(gauges.total(), 130);
        gauges.add(1, -200);
        assert_eq!(gauges.total(), 0);
    }

    #[test]
    fn one_worker_has_the_largest() {
        let gauges = Gauges::new(3);
        let largest = || [0, 1, 2].map(|worker| gauges.is_largest(worker));
        assert_eq!(largest(), [true, false, false]);
        gauges.show_largest(1, 10);
        gauges.show_largest(2, 10);
        assert_eq!(largest(), [false, true, false]);
        gauges.show_largest(2, 11);
        assert_eq!(largest(), [false, false, true]);
    }
}
