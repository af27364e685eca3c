//! The store: all state of one session, in slots that one index reaches.
//!
//! Invariants:
//! - Every exclusive operation that can change what a reader sees starts with [`Store::settle`]: what shared-reference
//!   evaluation left in queues (new memo values, new edges) is applied before anything else changes.
//! - `revision` grows with each write; a node's `changed_at` is the revision of its last change; a memo that was verified
//!   at the present revision is up to date.
//! - A slot's generation differs for each node that it ever held, and between stores: a handle opens its own node or
//!   panics with [`StaleHandle`].
//!
//! Deliberately absent: threads, clocks, randomness (the hash key comes in), and knowledge of views.

use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::Waker;

use siphasher::sip::SipHasher13;

use super::budget::StateBudget;
use super::context::Reads;
use super::fault::{KeyChanged, StaleHandle};
use super::globals::Globals;
use super::held::allocated;
use super::inbox::Inbox;
use super::kept::Kept;
use super::limits;
use super::node::{Dependency, Node, NodeId, NodeValue};
use super::observer::Observers;
use super::owner::Owners;
use super::queues::Queues;
use super::scratch::Scratch;
use super::seldom::Seldom;
use super::service::Services;
use super::task::Tasks;
use super::timer::Timers;
use crate::persist::Values;
use crate::watch::Watch;

/// What the session gives its store.
#[derive(Clone)]
pub(crate) struct StoreSettings {
    /// Keys the hashes of list and selector keys against collision attacks.
    pub(crate) hash_key: u64,
    pub(crate) services: Arc<Services>,
    /// Is woken, from any thread, when a message has come while none was waiting.
    pub(crate) waker: Waker,
    /// Loaders and actions that may be under way at a time.
    pub(crate) tasks_max: usize,
    /// What is stored of the session.
    pub(crate) values: Values,
    pub(crate) budget: Arc<StateBudget>,
    pub(crate) globals: Globals,
    /// Looks for mistakes, in builds that do; see [`Store::watch`].
    pub(crate) watch: Option<Rc<Watch>>,
}

impl StoreSettings {
    /// No services, nobody to wake.
    pub(crate) fn new(hash_key: u64) -> Self {
        Self {
            hash_key,
            services: Arc::default(),
            waker: Waker::noop().clone(),
            tasks_max: limits::TASKS_MAX,
            values: Values::default(),
            budget: Arc::default(),
            globals: Globals::default(),
            watch: None,
        }
    }
}

/// The state of one session. See the module's documentation.
#[doc(hidden)]
pub struct Store {
    pub(super) nodes: Vec<Node>,
    pub(super) free_nodes: Vec<u32>,
    /// The generation that slots start with: differs between stores, so that a handle of one is stale in another.
    pub(super) first_generation: u32,
    pub(super) owners: Owners,
    pub(super) hash_key: u64,
    pub(super) revision: u64,
    /// None while the session sleeps.
    pub(super) observers: Seldom<Observers>,
    pub(super) effects: Seldom<super::effect::Effects>,
    pub(super) services: Arc<Services>,
    pub(super) waker: Waker,
    pub(super) inbox: Option<Arc<Inbox>>,
    pub(super) tasks: Seldom<Tasks>,
    pub(super) tasks_max: usize,
    pub(super) timers: Seldom<Timers>,
    pub(super) kept: Kept,
    pub(super) globals: Globals,
    watch: Option<Rc<Watch>>,
    /// The revision at which the last transaction ended.
    pub(super) committed_at: u64,
    pub(super) scratch: Scratch,
    last_stamp: Cell<u32>,
    pub(super) queues: Seldom<Queues>,
}

impl Store {
    /// An empty store.
    pub(crate) fn new(settings: StoreSettings) -> Self {
        Self {
            nodes: Vec::new(),
            free_nodes: Vec::new(),
            first_generation: next_first_generation(),
            owners: Owners::default(),
            hash_key: settings.hash_key,
            revision: 1,
            observers: Seldom::default(),
            effects: Seldom::default(),
            services: settings.services,
            waker: settings.waker,
            inbox: None,
            tasks: Seldom::default(),
            tasks_max: settings.tasks_max,
            timers: Seldom::default(),
            kept: Kept::new(settings.values, settings.budget),
            globals: settings.globals,
            watch: settings.watch,
            committed_at: 0,
            scratch: Scratch::default(),
            last_stamp: Cell::new(0),
            queues: Seldom::default(),
        }
    }

    /// What it was made with, for another one: without values, which are carried over.
    pub(crate) fn settings(&self) -> StoreSettings {
        let (values, budget) = self.kept.surroundings();
        StoreSettings {
            hash_key: self.hash_key,
            services: self.services.clone(),
            waker: self.waker.clone(),
            tasks_max: self.tasks_max,
            values,
            budget,
            globals: self.globals.clone(),
            watch: self.watch.clone(),
        }
    }

    /// Who looks for mistakes, in builds with debug assertions; nobody in others, which therefore hold none of the code that
    /// asks.
    #[inline(always)]
    pub(crate) fn watch(&self) -> Option<&Rc<Watch>> {
        if cfg!(debug_assertions) {
            self.watch.as_ref()
        } else {
            None
        }
    }

    /// Asks the driver for another turn.
    pub(crate) fn wake_by_ref(&self) {
        self.waker.wake_by_ref();
    }

    /// The node of `id`, when it is still there.
    #[inline]
    pub(super) fn live(&self, id: NodeId) -> Option<&Node> {
        let index = id.index as usize;
        let node = match self.nodes.get(index) {
            None => self.kept.peek()?.late(index - self.nodes.len()),
            node => node,
        };
        node.filter(|node| node.generation == id.generation && node.value.is_some())
    }

    /// The value of `id`. Panics with [`StaleHandle`] when it is gone or is not a `V`; `handle` names it then.
    pub(super) fn value<V: NodeValue>(&self, id: NodeId, handle: fn() -> &'static str) -> &V {
        match self
            .live(id)
            .and_then(|node| node.value.as_deref())
            .and_then(downcast)
        {
            Some(value) => value,
            None => stale(handle),
        }
    }

    /// Like [`Store::value`], to write: the node counts as changed from now on.
    pub(super) fn write<V: NodeValue>(
        &mut self,
        id: NodeId,
        handle: fn() -> &'static str,
    ) -> &mut V {
        self.settle();
        if self.live(id).is_none() {
            stale(handle);
        }
        self.mark_changed(id.index);
        self.value_mut(id, handle)
    }

    /// Like [`Store::value`], without marking the node changed.
    pub(super) fn value_mut<V: NodeValue>(
        &mut self,
        id: NodeId,
        handle: fn() -> &'static str,
    ) -> &mut V {
        let node = self
            .nodes
            .get_mut(id.index as usize)
            .filter(|node| node.generation == id.generation);
        match node
            .and_then(|node| node.value.as_deref_mut())
            .and_then(downcast_mut)
        {
            Some(value) => value,
            None => stale(handle),
        }
    }

    pub(super) fn mark_changed(&mut self, index: u32) {
        self.revision += 1;
        self.nodes[index as usize].changed_at.set(self.revision);
        // Writing one node again and again is the common case. Other repetitions cost a visit later, unless nothing is
        // rendered for long: then they are taken out whenever they have become most of the list.
        let touched = &mut self.queues.touched;
        if touched.last() != Some(&index) {
            if touched.len() >= limits::TOUCHED_MIN && touched.len() >= 2 * self.nodes.len() {
                touched.sort_unstable();
                touched.dedup();
            }
            touched.push(index);
        }
    }

    /// Whether a write, an edit of a list or an effect waits to be worked off. Sessions need not ask: their rounds end
    /// when nothing was rendered and nothing ran.
    #[cfg(test)]
    pub(super) fn has_pending(&self) -> bool {
        !self.queues.touched.is_empty()
            || self.observers.has_candidates()
            || !self.queues.edited_lists.is_empty()
            || self.effects.has_due()
    }

    /// A mark that no node carries yet.
    pub(super) fn stamp(&self) -> u32 {
        let next = self.last_stamp.get().wrapping_add(1);
        if next == 0 {
            self.nodes.iter().for_each(|node| node.seen.set(0));
        }
        let stamp = next.max(1);
        self.last_stamp.set(stamp);
        stamp
    }

    /// Starts recording reads, in a buffer of the store when one is idle.
    pub(super) fn start_reads(&self) -> Reads {
        let buffer = self
            .queues
            .read_buffers
            .borrow_mut()
            .pop()
            .unwrap_or_default();
        Reads {
            list: RefCell::new(buffer),
            revision: self.revision,
            stamp: self.stamp(),
        }
    }

    /// The reads of a rendering that records none.
    pub(super) fn no_reads(&self) -> Reads {
        Reads {
            list: RefCell::default(),
            revision: self.revision,
            stamp: 0,
        }
    }

    /// Takes a buffer back for reuse.
    pub(super) fn recycle(&self, mut buffer: Vec<Dependency>) {
        let mut buffers = self.queues.read_buffers.borrow_mut();
        if buffers.len() < limits::READ_BUFFERS_MAX && buffer.capacity() <= limits::READ_BUFFER_KEPT
        {
            buffer.clear();
            buffers.push(buffer);
        }
    }

    /// Gives back the buffers that writing and rendering have left behind.
    pub(super) fn shrink(&mut self) {
        if self.queues.peek_mut().is_some_and(Queues::are_empty) {
            self.queues.give_back();
        }
        self.free_nodes.shrink_to_fit();
        self.nodes.shrink_to_fit();
        self.owners.shrink();
    }

    /// The keyed 64-bit hash of a list's or selector's key.
    pub(super) fn hash_of<K: Hash + ?Sized>(&self, key: &K) -> u64 {
        hash_with(self.hash_key, key)
    }

    /// Rows whose keys changed under `get_mut` since the last call: mistakes of the app, for a development build to show.
    pub(crate) fn take_key_changes(&mut self) -> Vec<KeyChanged> {
        self.queues.take_some(|queues| &mut queues.key_changes)
    }

    /// An estimate of the store's memory in bytes: nodes, edges and buffers, and of what user values own what `held` knows.
    pub(crate) fn memory_bytes(&self) -> usize {
        let nodes: usize = self.nodes.iter().map(node_memory_bytes).sum();
        let spare = (self.nodes.capacity() - self.nodes.len()) * size_of::<Node>();
        size_of::<Self>()
            + nodes
            + spare
            + self.owners.memory_bytes()
            + self.queues.memory_bytes(Queues::memory_bytes)
            + self.observers.memory_bytes(Observers::memory_bytes)
            + self.effects.memory_bytes(|_| 0)
            + self.free_nodes.capacity() * 4
            + self.tasks.memory_bytes(Tasks::memory_bytes)
            + self.timers.memory_bytes(Timers::memory_bytes)
            + self.kept.memory_bytes()
            + self.inbox.as_ref().map_or(0, |inbox| inbox.memory_bytes())
    }
}

/// Another one for each store of the process, far from those before: nothing that a session shows depends on it.
fn next_first_generation() -> u32 {
    /// 2^32 divided by the golden ratio, made odd: all numbers occur before one occurs again (Knuth, TAOCP 3, 6.4).
    const STEP: u32 = 0x9e37_79b9;
    static STORES: AtomicU32 = AtomicU32::new(0);
    STORES.fetch_add(1, Ordering::Relaxed).wrapping_mul(STEP)
}

fn node_memory_bytes(node: &Node) -> usize {
    let edges = if node.subscribers.spilled() {
        allocated(node.subscribers.capacity() * 4)
    } else {
        0
    };
    let value = node.value.as_ref();
    size_of::<Node>() + edges + value.map_or(0, |value| allocated(value.memory_bytes()))
}

/// The hash that [`Store::hash_of`] gives in a store with this key.
pub(super) fn hash_with<K: Hash + ?Sized>(hash_key: u64, key: &K) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(hash_key, !hash_key.rotate_left(32));
    key.hash(&mut hasher);
    hasher.finish()
}

fn downcast<V: NodeValue>(value: &dyn NodeValue) -> Option<&V> {
    let value: &dyn std::any::Any = value;
    value.downcast_ref()
}

fn downcast_mut<V: NodeValue>(value: &mut dyn NodeValue) -> Option<&mut V> {
    let value: &mut dyn std::any::Any = value;
    value.downcast_mut()
}

#[cold]
fn stale(handle: fn() -> &'static str) -> ! {
    std::panic::panic_any(StaleHandle { handle: handle() })
}
