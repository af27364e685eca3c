//! Edges: who is subscribed to what, brought in line with what was read.
//!
//! Invariants:
//! - After `settle`, a computed node is subscribed to exactly what its last evaluation read, an observer to what its last
//!   rendering read. Long lists may hold outdated entries besides (`stale` counts them), until they are swept.
//! - An edge to a whole node stands once in the node's list; an edge to a key stands in the selector's index.
//!
//! Deliberately absent: deciding who is dirty. A superfluous edge costs a look, never a wrong answer.

use super::limits;
use super::node::{Dependency, Part, Subscriber, SubscriberKind};
use super::store::Store;

/// Whether both lists name the same edges in the same order: the common case, which costs no relinking.
pub(super) fn same_edges(a: &[Dependency], b: &[Dependency]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.edge() == b.edge())
}

impl Store {
    /// Applies what evaluation under shared references has left: new values, then new edges.
    ///
    /// Writes may wait to be propagated meanwhile. New edges do not lead away from them: a formula runs because a read of
    /// its has changed, and being pure it comes by the first changed one again.
    pub(super) fn settle(&mut self) {
        self.settle_late();
        let Some(queues) = self.queues.peek_mut() else {
            return;
        };
        let has_new_edges = !queues.relink.get_mut().is_empty();
        if !queues.fresh.get_mut().is_empty() {
            let mut fresh = queues.fresh.take();
            for index in fresh.drain(..) {
                let node = &mut self.nodes[index as usize];
                if let Some(computed) = node.value.as_mut().and_then(|value| value.computed_mut()) {
                    computed.promote();
                }
            }
            self.queues.fresh.replace(fresh);
        }
        if has_new_edges {
            let mut relink = self.queues.relink.take();
            for (index, before) in relink.drain(..) {
                self.relink_computed(index, &before);
            }
            self.queues.relink.replace(relink);
            self.sweep_crowded();
        }
    }

    fn relink_computed(&mut self, index: u32, before: &[Dependency]) {
        let computed = |store: &Self| {
            Some(
                store.nodes[index as usize]
                    .value
                    .as_ref()?
                    .computed()?
                    .formula()
                    .take_dependencies(),
            )
        };
        let Some(now) = computed(self) else { return };
        self.relink(Subscriber::node(index), before, &now);
        let node = &self.nodes[index as usize];
        if let Some(computed) = node.value.as_ref().and_then(|value| value.computed()) {
            computed.formula().dependencies.replace(now);
        }
    }

    /// Moves the subscriptions of `subscriber` from the edges `before` to the edges `now`.
    pub(super) fn relink(
        &mut self,
        subscriber: Subscriber,
        before: &[Dependency],
        now: &[Dependency],
    ) {
        if same_edges(before, now) {
            return;
        }
        let kept = self.mark(now);
        for read in before.iter().filter(|read| read.part() == Part::Whole) {
            if self
                .live(read.id())
                .is_some_and(|node| node.seen.get() != kept)
            {
                self.unlink_whole(read.index(), subscriber);
            }
        }
        let had = self.mark(before);
        for read in now {
            let Some(node) = self.nodes.get_mut(read.index() as usize) else {
                continue;
            };
            if node.generation != read.id().generation {
                continue;
            }
            match read.part() {
                Part::Whole if node.seen.get() != had => node.subscribers.push(subscriber),
                Part::Whole => {}
                Part::Key { hash, .. } => {
                    if let Some(keys) = node.value.as_mut().and_then(|value| value.keys_mut()) {
                        keys.link(hash, subscriber);
                    }
                }
            }
        }
        self.unlink_keys(subscriber, before, now);
    }

    /// Ends all subscriptions of `subscriber`.
    pub(super) fn unlink_all(&mut self, subscriber: Subscriber, reads: &[Dependency]) {
        self.relink(subscriber, reads, &[]);
    }

    /// Marks the nodes that are read whole with a new stamp.
    fn mark(&self, reads: &[Dependency]) -> u32 {
        let stamp = self.stamp();
        for read in reads.iter().filter(|read| read.part() == Part::Whole) {
            if let Some(node) = self.live(read.id()) {
                node.seen.set(stamp);
            }
        }
        stamp
    }

    fn unlink_whole(&mut self, index: u32, subscriber: Subscriber) {
        let node = &mut self.nodes[index as usize];
        let length = node.subscribers.len();
        if node.stale == 0 && length <= limits::SUBSCRIBERS_SCAN_MAX {
            if let Some(position) = node
                .subscribers
                .iter()
                .position(|other| *other == subscriber)
            {
                node.subscribers.swap_remove(position);
            }
            return;
        }
        // Searching a long list for each of its members would be quadratic: count, and sweep when half is outdated.
        node.stale += 1;
        if length <= limits::SUBSCRIBERS_SCAN_MAX || node.stale as usize * 2 > length {
            self.queues.crowded.push(index);
        }
    }

    fn unlink_keys(&mut self, subscriber: Subscriber, before: &[Dependency], now: &[Dependency]) {
        let is_key = |read: &&Dependency| read.part() != Part::Whole;
        let mut kept: Vec<_> = Vec::new();
        for read in before.iter().filter(is_key) {
            if kept.is_empty() && !now.is_empty() {
                kept.extend(now.iter().filter(is_key).map(|read| read.edge()));
                kept.sort_unstable();
            }
            if kept.binary_search(&read.edge()).is_ok() {
                continue;
            }
            let Some(node) = self.nodes.get_mut(read.index() as usize) else {
                continue;
            };
            if node.generation == read.id().generation
                && let Some(keys) = node.value.as_mut().and_then(|value| value.keys_mut())
                && let Part::Key { hash, .. } = read.part()
            {
                keys.unlink(hash, subscriber);
            }
        }
    }

    /// Removes the outdated entries from the lists that have too many.
    pub(super) fn sweep_crowded(&mut self) {
        while let Some(index) = self
            .queues
            .peek_mut()
            .and_then(|queues| queues.crowded.pop())
        {
            if self.nodes[index as usize].stale == 0 {
                continue;
            }
            let mut subscribers = std::mem::take(&mut self.nodes[index as usize].subscribers);
            subscribers.sort_unstable();
            subscribers.dedup();
            subscribers.retain(|subscriber| self.subscribes(*subscriber, index));
            subscribers.shrink_to_fit();
            let node = &mut self.nodes[index as usize];
            node.subscribers = subscribers;
            node.stale = 0;
        }
    }

    fn subscribes(&self, subscriber: Subscriber, index: u32) -> bool {
        let generation = self.nodes[index as usize].generation;
        let names = |reads: &[Dependency]| {
            let is_it =
                |read: &Dependency| read.index() == index && read.id().generation == generation;
            reads
                .iter()
                .any(|read| is_it(read) && read.part() == Part::Whole)
        };
        match subscriber.kind() {
            SubscriberKind::Observer(observer) => {
                self.observers.dependencies(observer).is_some_and(names)
            }
            SubscriberKind::Node(node) => {
                let value = self
                    .nodes
                    .get(node as usize)
                    .and_then(|node| node.value.as_ref());
                value
                    .and_then(|value| value.computed())
                    .is_some_and(|c| names(&c.formula().dependencies.borrow()))
            }
        }
    }

    /// Removes repeated reads of whole nodes. A recorder skips most itself, but a memo that runs in between makes it forget.
    pub(super) fn drop_duplicates(&self, reads: &mut Vec<Dependency>) {
        let stamp = self.stamp();
        reads.retain(|read| match (read.part(), self.live(read.id())) {
            (Part::Whole, Some(node)) => node.seen.replace(stamp) != stamp,
            _ => true,
        });
    }
}
