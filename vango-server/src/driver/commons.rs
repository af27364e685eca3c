//! What all workers of an app share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::runtime::Handle;

use vango_runtime::reactive::Services;

use super::address::Addresses;
use super::counter::Counters;
use super::heap::Heap;
use super::limits::Limits;
use super::memory::Gauges;
use super::tasks::TaskRunner;

/// Made once for an app, before its workers; a clone is the same.
#[derive(Clone)]
pub(crate) struct Commons {
    pub(crate) limits: Arc<Limits>,
    pub(crate) counters: Counters,
    pub(crate) services: Arc<Services>,
    /// Identifies what the app was built from; pages of another build are not adopted.
    pub(crate) build: u64,
    pub(super) tasks: Arc<TaskRunner>,
    pub(super) memory: Arc<Gauges>,
    pub(super) heap: Arc<Heap>,
    pub(super) addresses: Arc<Addresses>,
    /// How many sockets were let through.
    sockets: Arc<AtomicU64>,
}

impl Commons {
    /// The number of a socket whose upgrade is accepted now: higher than those of all before it, whatever worker they are
    /// on. The first is 1.
    pub(crate) fn number_socket(&self) -> u64 {
        self.sockets.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// Bytes that all sessions together hold.
    pub(crate) fn session_bytes(&self) -> usize {
        self.memory.total()
    }

    /// `runtime` is a multi-thread one, for the sessions' tasks.
    pub(crate) fn new(
        limits: Arc<Limits>,
        workers: usize,
        runtime: Handle,
        services: Arc<Services>,
        build: u64,
    ) -> Self {
        let counters = Counters::new(workers);
        Self {
            tasks: Arc::new(TaskRunner::new(runtime, &limits, counters.clone())),
            memory: Arc::new(Gauges::new(workers)),
            heap: Arc::default(),
            addresses: Arc::new(Addresses::new(limits.sessions_per_address)),
            limits,
            counters,
            services,
            build,
            sockets: Arc::default(),
        }
    }
}
