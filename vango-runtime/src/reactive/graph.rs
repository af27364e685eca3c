//! Computed nodes: bringing one up to date by pulling, and the edges that follow from what it read.
//!
//! Invariants:
//! - Under a shared reference inputs cannot change, so each formula is computed successfully at most once between two
//!   writes; its new value stands beside the old one until `settle` promotes it.
//! - A node is subscribed to exactly what its last evaluation read (after `settle`), also when that evaluation panicked
//!   half-way, and also when it was verified without running.
//! - Reading never relies on notifications: validity is decided by revision numbers alone. Edges only decide who is asked.
//!
//! Deliberately absent: eager recomputation. Nobody reads a memo: it does not run.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use smallvec::SmallVec;

use super::context::Render;
use super::fault::{MemoCycle, MemoTooDeep};
use super::limits;
use super::node::{Answer, Dependency, Node, Part, Subscriber, SubscriberKind};
use super::store::Store;

/// What a computed node or an observer has read: one entry in place, which is what most rows need.
pub(super) type Dependencies = SmallVec<[Dependency; 1]>;

/// Whether a formula's value is usable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Never computed.
    New,
    Valid,
    /// The last evaluation panicked; the value, if any, is an old one.
    Failed,
    /// Being verified or computed, further out on the stack.
    Running,
}

/// The state of a computed node that does not depend on its value's type.
pub(super) struct Formula {
    status: Cell<Status>,
    verified_at: Cell<u64>,
    dependencies: RefCell<Dependencies>,
    at: &'static Location<'static>,
}

impl Formula {
    pub(super) fn new(at: &'static Location<'static>) -> Self {
        Self {
            status: Cell::new(Status::New),
            verified_at: Cell::new(0),
            dependencies: RefCell::default(),
            at,
        }
    }

    /// Whether the value is usable. It may be out of date.
    pub(super) fn is_valid(&self) -> bool {
        self.status.get() == Status::Valid
    }

    /// Where the node was made.
    pub(super) fn location(&self) -> &'static Location<'static> {
        self.at
    }

    #[cfg(test)]
    pub(super) fn dependencies(&self) -> Dependencies {
        self.dependencies.borrow().clone()
    }

    pub(super) fn take_dependencies(&self) -> Dependencies {
        self.dependencies.take()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let dependencies = self.dependencies.borrow();
        if dependencies.spilled() {
            dependencies.capacity() * size_of::<Dependency>()
        } else {
            0
        }
    }
}

/// What an evaluation did to the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Same,
    Changed,
}

/// A node with a formula.
pub(super) trait Computed {
    fn formula(&self) -> &Formula;
    /// Runs the formula and keeps the value when it differs from the old one.
    fn compute(&self, r: &mut Render<'_>) -> Outcome;
    /// Makes the new value the old one.
    fn promote(&mut self);
}

/// Why a computed node is brought up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pull {
    /// Its value is wanted: an evaluation that panicked before is tried again.
    Read,
    /// Somebody asks whether it changed: a panic stands until an input changes.
    Check,
}

/// Stands on the stack while a node is under evaluation; if it is dropped by a panic, the node fails but stays usable.
struct Evaluation<'s> {
    store: &'s Store,
    node: &'s Node,
    formula: &'s Formula,
    index: u32,
    /// Present once the formula runs: what it reads.
    render: Option<Render<'s>>,
    on_unwind: OnUnwind,
}

/// Whether a panic is news to those who depend on the node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OnUnwind {
    Changed,
    /// It panicked before and no input has changed since.
    StillFailed,
}

impl<'s> Evaluation<'s> {
    fn start(store: &'s Store, node: &'s Node, formula: &'s Formula, index: u32) -> Self {
        let mut running = store.running.borrow_mut();
        if running.len() >= limits::MEMO_DEPTH_MAX {
            drop(running);
            std::panic::panic_any(MemoTooDeep {
                at: formula.at,
                limit: limits::MEMO_DEPTH_MAX,
            });
        }
        running.push(index);
        formula.status.set(Status::Running);
        Self {
            store,
            node,
            formula,
            index,
            render: None,
            on_unwind: OnUnwind::Changed,
        }
    }

    /// The evaluation went through: `status` and the reads (if the formula ran) stand.
    fn finish(mut self, status: Status) {
        self.keep_reads();
        self.leave(status);
        std::mem::forget(self);
    }

    fn leave(&self, status: Status) {
        self.store.running.borrow_mut().pop();
        self.formula.verified_at.set(self.store.revision);
        self.formula.status.set(status);
    }

    fn keep_reads(&mut self) {
        let Some(render) = self.render.take() else {
            return;
        };
        let mut reads = render.into_reads().list.into_inner();
        self.store.drop_duplicates(&mut reads);
        let mut dependencies = self.formula.dependencies.borrow_mut();
        let before = reads_into(&reads, &mut dependencies);
        self.store.recycle(reads);
        if !same_edges(&before, &dependencies) {
            self.store.relink.borrow_mut().push((self.index, before));
        }
    }
}

impl Drop for Evaluation<'_> {
    fn drop(&mut self) {
        self.keep_reads();
        self.leave(Status::Failed);
        if self.on_unwind == OnUnwind::Changed {
            self.node.changed_at.set(self.store.revision);
            self.store.fresh.borrow_mut().push(self.index);
        }
    }
}

/// Replaces `dependencies` by `reads`; gives back what was there.
fn reads_into(reads: &[Dependency], dependencies: &mut Dependencies) -> Dependencies {
    std::mem::replace(dependencies, Dependencies::from_slice(reads))
}

/// Whether both lists name the same edges in the same order: the common case, which costs no relinking.
pub(super) fn same_edges(a: &[Dependency], b: &[Dependency]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.edge() == b.edge())
}

impl Store {
    /// Brings a node up to date, if it has a formula. A panic of the formula passes through.
    pub(super) fn refresh(&self, index: u32, pull: Pull) {
        let node = &self.nodes[index as usize];
        let Some(computed) = node.value.as_ref().and_then(|value| value.computed()) else {
            return;
        };
        let formula = computed.formula();
        let before = formula.status.get();
        if before == Status::Running {
            self.panic_with_cycle(index);
        }
        let seen_now = formula.verified_at.get() == self.revision;
        if seen_now
            && (before == Status::Valid || (before == Status::Failed && pull == Pull::Check))
        {
            return;
        }
        let since = formula.verified_at.get();
        let mut evaluation = Evaluation::start(self, node, formula, index);
        let inputs_changed = before == Status::New
            || formula
                .dependencies
                .borrow()
                .iter()
                .any(|read| self.changed_since(*read, since));
        if !inputs_changed {
            if before == Status::Valid || pull == Pull::Check {
                return evaluation.finish(before);
            }
            evaluation.on_unwind = OnUnwind::StillFailed;
        }
        let outcome = computed.compute(evaluation.render.insert(Render::new(self, None)));
        if outcome == Outcome::Changed || before == Status::Failed {
            node.changed_at.set(self.revision);
            self.fresh.borrow_mut().push(index);
        }
        evaluation.finish(Status::Valid);
    }

    /// Whether what `read` names has changed after revision `since`; computed nodes are brought up to date for it.
    pub(super) fn changed_since(&self, read: Dependency, since: u64) -> bool {
        let Some(node) = self.live(read.id()) else {
            return true;
        };
        self.refresh(read.index(), Pull::Check);
        let changed = node.changed_at.get() > since;
        match read.part() {
            Part::Whole => changed,
            Part::Key {
                was: Answer::Selected,
                ..
            } => changed,
            Part::Key {
                hash,
                was: Answer::NotSelected,
            } => {
                let Some(value) = &node.value else {
                    return true;
                };
                let failed = value
                    .computed()
                    .is_some_and(|computed| !computed.formula().is_valid());
                changed && (failed || value.keys().is_none_or(|keys| keys.current() == Some(hash)))
            }
        }
    }

    /// Whether any of `reads` has changed after `since`; a panic on the way counts as a change, so that it surfaces in
    /// the rendering that it leads to.
    pub(super) fn any_changed_or_panics(&self, reads: &[Dependency], since: u64) -> bool {
        // Evaluations restore their nodes when they unwind, so nothing is left half-way.
        catch_unwind(AssertUnwindSafe(|| {
            reads.iter().any(|read| self.changed_since(*read, since))
        }))
        .unwrap_or(true)
    }

    #[cold]
    fn panic_with_cycle(&self, index: u32) -> ! {
        let running = self.running.borrow();
        let first = running
            .iter()
            .position(|other| *other == index)
            .unwrap_or(0);
        let location = |index: &u32| {
            Some(
                self.nodes[*index as usize]
                    .value
                    .as_ref()?
                    .computed()?
                    .formula()
                    .location(),
            )
        };
        let chain = running[first..].iter().filter_map(location).collect();
        drop(running);
        std::panic::panic_any(MemoCycle { chain })
    }

    /// Applies what evaluation under shared references has left: new values, then new edges.
    pub(super) fn settle(&mut self) {
        if !self.fresh.get_mut().is_empty() {
            // With unpropagated writes about, a memo's edges may lead away from what was written before its
            // subscribers were told. So they are told of the memo itself. Otherwise they were candidates already.
            let writes_wait = !self.touched.is_empty();
            let mut fresh = self.fresh.take();
            for index in fresh.drain(..) {
                let node = &mut self.nodes[index as usize];
                if let Some(computed) = node.value.as_mut().and_then(|value| value.computed_mut()) {
                    computed.promote();
                }
                if writes_wait {
                    self.touched.push(index);
                }
            }
            self.fresh.replace(fresh);
        }
        if !self.relink.get_mut().is_empty() {
            let mut relink = self.relink.take();
            for (index, before) in relink.drain(..) {
                self.relink_computed(index, &before);
            }
            self.relink.replace(relink);
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
            self.crowded.push(index);
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
        while let Some(index) = self.crowded.pop() {
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
