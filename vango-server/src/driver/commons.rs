//! What all workers of an app share.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;

use vango_runtime::persist::{Bindings, Values};
use vango_runtime::reactive::Services;
use vango_runtime::session::Root;
use vango_store::{MemoryStore, Store};

use super::address::Addresses;
use super::counter::Counters;
use super::heap::Heap;
use super::limits::Limits;
use super::memory::Gauges;
use super::reset::Resets;
use super::state::{Audience, Keeper, KeeperSettings, Keeps, Owner, Seal, Thrift};
use super::tasks::TaskRunner;
use super::watch::Findings;

/// Finds the page at a path, with query, as browsers see it, for a tab that has these values.
pub(crate) type Pages = Arc<dyn Fn(&str, &Values) -> Option<Root> + Send + Sync>;

/// What an app keeps of its sessions, and what it makes them anew from.
pub(crate) struct Estate {
    pub(crate) store: Arc<dyn Store>,
    pub(crate) bindings: Bindings,
    pub(crate) seal: Seal,
    pub(crate) pages: Pages,
    pub(crate) audience: Audience,
    pub(crate) keeps: Keeps,
}

impl Default for Estate {
    /// Nothing is kept, and there are no pages: for tests.
    fn default() -> Self {
        Self {
            store: Arc::new(MemoryStore::new()),
            bindings: Bindings::default(),
            seal: Seal::new(None),
            pages: Arc::new(|_, _| None),
            audience: Audience::Operators,
            keeps: Keeps::default(),
        }
    }
}

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
    pub(super) resets: Arc<Resets>,
    pub(crate) keeper: Arc<Keeper>,
    pub(crate) owner: Owner,
    pub(crate) seal: Seal,
    pub(crate) audience: Audience,
    /// What development builds have found.
    pub(crate) findings: Arc<Findings>,
    /// The page at a path that a browser names: for a session that is made anew.
    pub(crate) pages: Pages,
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

    /// Bytes that the persisted values of all sessions take.
    pub(crate) fn state_bytes(&self) -> usize {
        self.keeper.taken_bytes()
    }

    /// `runtime` is a multi-thread one, for the sessions' tasks.
    pub(crate) fn new(
        limits: Arc<Limits>,
        workers: usize,
        runtime: Handle,
        services: Arc<Services>,
        build: u64,
        estate: Estate,
    ) -> Self {
        let counters = Counters::new(workers);
        let keeper = KeeperSettings {
            store: estate.store,
            bindings: estate.bindings,
            budget: Arc::new(limits.state_budget()),
            thrift: Thrift::new(estate.audience, estate.keeps, counters.clone()),
            lifetime: Duration::from_millis(limits.state_lifetime_ms),
            patience: Duration::from_millis(limits.state_patience_ms),
            build,
            runtime: runtime.clone(),
        };
        let keeper = Arc::new(Keeper::new(keeper));
        Self {
            owner: Owner::start(keeper.clone()),
            keeper,
            seal: estate.seal,
            audience: estate.audience,
            findings: Arc::default(),
            pages: estate.pages,
            tasks: Arc::new(TaskRunner::new(runtime, &limits, counters.clone())),
            memory: Arc::new(Gauges::new(workers)),
            heap: Arc::default(),
            resets: Arc::default(),
            addresses: Arc::new(Addresses::new(limits.sessions_per_address)),
            limits,
            counters,
            services,
            build,
            sockets: Arc::default(),
        }
    }
}
