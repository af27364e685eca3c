//! Computed nodes: bringing one up to date by pulling.
//!
//! Invariants:
//! - Under a shared reference inputs cannot change, so each formula is computed successfully at most once between two
//!   writes; its new value stands beside the old one until `settle` promotes it.
//! - What an evaluation has read is kept also when it panicked half-way, and when it was verified without running.
//! - Reading never relies on notifications: validity is decided by revision numbers alone. Edges only decide who is asked.
//!
//! Deliberately absent: eager recomputation. Nobody reads a memo: it does not run.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use smallvec::SmallVec;

use super::context::Render;
use super::edge::same_edges;
use super::fault::{MemoCycle, MemoTooDeep};
use super::held::allocated;
use super::limits;
use super::node::{Answer, Dependency, Part};
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
    pub(super) dependencies: RefCell<Dependencies>,
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
            allocated(dependencies.capacity() * size_of::<Dependency>())
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

/// Which keys of a selector a change concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KeyChanges {
    /// The one that it left and the one that it reached, which it has noted itself.
    Moved,
    /// All: it began or ceased to panic.
    All,
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
    fn start(store: &'s Store, formula: &'s Formula, index: u32) -> Self {
        let mut running = store.queues.running.borrow_mut();
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
        self.store.queues.running.borrow_mut().pop();
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
        if same_edges(&dependencies, &reads) {
            dependencies.copy_from_slice(&reads);
        } else {
            let before = reads_into(&reads, &mut dependencies);
            self.store
                .queues
                .relink
                .borrow_mut()
                .push((self.index, before));
        }
        drop(dependencies);
        self.store.recycle(reads);
    }
}

impl Drop for Evaluation<'_> {
    fn drop(&mut self) {
        self.keep_reads();
        self.leave(Status::Failed);
        if self.on_unwind == OnUnwind::Changed {
            self.store.note_change(self.index, KeyChanges::All);
        }
    }
}

/// Replaces `dependencies` by `reads`; gives back what was there.
fn reads_into(reads: &[Dependency], dependencies: &mut Dependencies) -> Dependencies {
    std::mem::replace(dependencies, Dependencies::from_slice(reads))
}

impl Store {
    /// Brings a node up to date, if it has a formula. A panic of the formula passes through.
    pub(super) fn refresh(&self, index: u32, pull: Pull) {
        // One that is not there yet is a persisted item's, which has no formula.
        let node = self.nodes.get(index as usize);
        let value = node.and_then(|node| node.value.as_ref());
        let Some(computed) = value.and_then(|value| value.computed()) else {
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
        let mut evaluation = Evaluation::start(self, formula, index);
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
        match (before, outcome) {
            (Status::Failed, _) => self.note_change(index, KeyChanges::All),
            (_, Outcome::Changed) => self.note_change(index, KeyChanges::Moved),
            (_, Outcome::Same) => {}
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
                let keys = node.value.as_ref().and_then(|value| value.keys());
                changed && keys.is_none_or(|keys| keys.may_have_gained(hash, since))
            }
        }
    }

    /// Notes that a computed node has another value, or has failed or recovered.
    fn note_change(&self, index: u32, key_changes: KeyChanges) {
        let node = &self.nodes[index as usize];
        node.changed_at.set(self.revision);
        self.queues.fresh.borrow_mut().push(index);
        if key_changes == KeyChanges::All
            && let Some(keys) = node.value.as_ref().and_then(|value| value.keys())
        {
            keys.upset(self.revision);
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
        let running = self.queues.running.borrow();
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
}
