//! Render observers: who must render again after writes.
//!
//! Invariants:
//! - `propagate` walks edges from what was written and collects candidates; it decides nothing.
//! - `take_dirty` decides, by pulling: an observer is reported if and only if something that it read has changed (a memo
//!   whose new value equals its old one has not; a panicking one has).
//! - An observer asked for one key of a selector is a candidate only when the selection left or reached that key.
//!
//! Deliberately absent: the order of rendering, and rendering itself.

use smallvec::SmallVec;

use super::context::Reads;
use super::edge::same_edges;
use super::fault::StoreFull;
use super::graph::Dependencies;
use super::held::{allocated, reserve_one};
use super::limits;
use super::node::{Dependency, NodeId, Subscriber, SubscriberKind};
use super::store::Store;

/// One thing that is rendered and tracked: a component's or a row's closure.
///
/// The index may be used again after [`Store::free_observer`]; whoever frees it forgets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Observer(u32);

impl Observer {
    /// A dense index, for tables beside the store.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Listing {
    Vacant,
    Idle,
    /// Among the candidates.
    Listed,
}

struct ObserverSlot {
    dependencies: Dependencies,
    /// The revision that the last rendering (or the last check) saw.
    verified_at: u64,
    listing: Listing,
}

/// All observers of a store.
#[derive(Default)]
pub(super) struct Observers {
    slots: Vec<ObserverSlot>,
    free: Vec<u32>,
    candidates: Vec<u32>,
}

impl Observers {
    #[cfg(test)]
    pub(super) fn has_candidates(&self) -> bool {
        !self.candidates.is_empty()
    }

    pub(super) fn dependencies(&self, index: u32) -> Option<&[Dependency]> {
        self.slots
            .get(index as usize)
            .map(|slot| &*slot.dependencies)
    }

    pub(super) fn list(&mut self, index: u32) {
        let slot = &mut self.slots[index as usize];
        if slot.listing == Listing::Idle {
            slot.listing = Listing::Listed;
            self.candidates.push(index);
        }
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let spilled = |slot: &ObserverSlot| match slot.dependencies.spilled() {
            true => allocated(slot.dependencies.capacity() * size_of::<Dependency>()),
            false => 0,
        };
        let edges: usize = self.slots.iter().map(spilled).sum();
        self.slots.capacity() * size_of::<ObserverSlot>()
            + edges
            + (self.free.capacity() + self.candidates.capacity()) * 4
    }
}

impl Store {
    /// An observer without dependencies: it is never reported until [`Store::track`].
    pub(crate) fn create_observer(&mut self) -> Observer {
        if let Some(index) = self.observers.free.pop() {
            self.observers.slots[index as usize].listing = Listing::Idle;
            return Observer(index);
        }
        if self.observers.slots.len() >= limits::OBSERVERS_MAX {
            std::panic::panic_any(StoreFull {
                what: "rendered components and rows",
                limit: limits::OBSERVERS_MAX,
            });
        }
        let index = self.observers.slots.len() as u32;
        let slot = ObserverSlot {
            dependencies: Dependencies::new(),
            verified_at: 0,
            listing: Listing::Idle,
        };
        reserve_one(&mut self.observers.slots);
        self.observers.slots.push(slot);
        Observer(index)
    }

    /// Forgets an observer and its subscriptions. Freeing it twice does nothing, unless it was given out again.
    pub(crate) fn free_observer(&mut self, observer: Observer) {
        self.settle();
        let observers = self.observers.peek_mut();
        let Some(slot) = observers.and_then(|all| all.slots.get_mut(observer.index())) else {
            return;
        };
        match std::mem::replace(&mut slot.listing, Listing::Vacant) {
            Listing::Vacant => return,
            Listing::Listed => self
                .observers
                .candidates
                .retain(|other| *other != observer.0),
            Listing::Idle => {}
        }
        let dependencies = std::mem::take(&mut self.observers.slots[observer.index()].dependencies);
        self.observers.free.push(observer.0);
        self.unlink_all(Subscriber::observer(observer.0), &dependencies);
        self.sweep_crowded();
    }

    /// Forgets all observers and their subscriptions, and gives back the memory that rendering has taken: the session falls
    /// asleep. Whoever still has an observer may free it, which does nothing.
    pub(crate) fn forget_observers(&mut self) {
        self.settle();
        self.observers.give_back();
        for (index, node) in (0..).zip(&mut self.nodes) {
            node.subscribers.retain(|one| !one.is_observer());
            node.subscribers.shrink_to_fit();
            if node.stale > 0 {
                self.queues.crowded.push(index);
            }
            if let Some(keys) = node.value.as_mut().and_then(|value| value.keys_mut()) {
                keys.forget_observers();
            }
        }
        self.sweep_crowded();
        self.shrink();
    }

    /// Replaces what `observer` depends on by what its rendering has read. Call it with the rendering's reads even if
    /// the rendering panicked: they say when to try again.
    pub(crate) fn track(&mut self, observer: Observer, reads: Reads) {
        self.settle();
        let revision = reads.revision;
        let mut list = reads.list.into_inner();
        self.drop_duplicates(&mut list);
        let slot = &mut self.observers.slots[observer.index()];
        if slot.listing == Listing::Vacant {
            self.recycle(list);
            return;
        }
        slot.verified_at = revision;
        if same_edges(&slot.dependencies, &list) {
            // The edges stand; the answers of selectors may be others.
            slot.dependencies.copy_from_slice(&list);
        } else {
            let now = Dependencies::from_slice(&list);
            let before = std::mem::replace(&mut slot.dependencies, now);
            self.relink(Subscriber::observer(observer.0), &before, &list);
        }
        self.recycle(list);
        if revision != self.revision {
            // Written to since: the write may have been propagated before these edges stood.
            self.observers.list(observer.0);
        }
        self.sweep_crowded();
    }

    /// Appends the observers whose dependencies have really changed since they were tracked or reported, each once, in
    /// the order of their indices.
    pub(crate) fn take_dirty(&mut self, out: &mut Vec<Observer>) {
        self.propagate();
        let Some(observers) = self.observers.peek_mut() else {
            return;
        };
        let mut candidates = std::mem::take(&mut observers.candidates);
        candidates.sort_unstable();
        for index in candidates.drain(..) {
            let slot = &self.observers.slots[index as usize];
            let dirty = self.any_changed_or_panics(&slot.dependencies, slot.verified_at);
            if dirty {
                out.push(Observer(index));
            }
            let slot = &mut self.observers.slots[index as usize];
            slot.listing = Listing::Idle;
            slot.verified_at = self.revision;
        }
        self.observers.candidates = candidates;
        self.settle();
    }

    /// Walks the edges from everything that was written and lists the observers and effects that it reaches.
    pub(super) fn propagate(&mut self) {
        self.settle();
        let Some(queues) = self.queues.peek_mut() else {
            return;
        };
        if queues.touched.is_empty() {
            return;
        }
        let mut queue = std::mem::take(&mut queues.touched);
        // Selectors that were reached, and how many of these were asked which keys are concerned.
        let mut selectors = SmallVec::new();
        let mut asked = 0;
        loop {
            self.spread(&mut queue, &mut selectors);
            let Some(selector) = selectors.get(asked) else {
                break;
            };
            asked += 1;
            for subscriber in self.subscribers_of_moved_keys(*selector) {
                self.reach(subscriber, &mut queue);
            }
        }
        // Asking has evaluated selectors, whose subscribers are candidates now; nothing else was touched.
        if self.queues.touched.is_empty() {
            self.queues.touched = queue;
        }
        self.settle();
    }

    fn spread(&mut self, queue: &mut Vec<u32>, selectors: &mut SmallVec<[u32; 8]>) {
        let stamp = self.stamp();
        while let Some(index) = queue.pop() {
            let node = &self.nodes[index as usize];
            if node.seen.replace(stamp) == stamp {
                continue;
            }
            if node
                .value
                .as_ref()
                .is_some_and(|value| value.keys().is_some())
                && !selectors.contains(&index)
            {
                selectors.push(index);
            }
            for position in 0..node.subscribers.len() {
                let subscriber = self.nodes[index as usize].subscribers[position];
                self.reach(subscriber, queue);
            }
        }
    }

    fn reach(&mut self, subscriber: Subscriber, queue: &mut Vec<u32>) {
        match subscriber.kind() {
            SubscriberKind::Observer(index) => self.observers.list(index),
            SubscriberKind::Node(index) => {
                let node = &self.nodes[index as usize];
                let id = NodeId {
                    index,
                    generation: node.generation,
                };
                let value = node.value.as_ref();
                if let Some(effect) = value.and_then(|value| value.effect()) {
                    self.effects.list(effect.order(), id);
                } else if let Some(loader) = value.and_then(|value| value.loader()) {
                    self.tasks.list(loader.order(), id);
                } else {
                    queue.push(index);
                }
            }
        }
    }
}
