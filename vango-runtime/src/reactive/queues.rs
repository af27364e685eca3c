//! The queues of a store: what a turn, and evaluation under a shared reference, fill and empty again.
//!
//! Invariant: between two turns a session has queues only while something waits in them. The worker lends one set to the
//! session that has a turn, so that neither memory nor time goes into a set for each.

use std::cell::RefCell;

use super::fault::KeyChanged;
use super::graph::Dependencies;
use super::node::{Dependency, NodeId};
use super::seldom::Seldom;
use super::store::Store;

/// What turns and evaluation fill and empty: the worker lends it to the session that has a turn.
#[derive(Debug, Default)]
pub(crate) struct Queues {
    /// Nodes that changed and whose subscribers were not yet told.
    pub(super) touched: Vec<u32>,
    /// Subscriber lists with many outdated entries, to be swept.
    pub(super) crowded: Vec<u32>,
    /// Lists with edits since the last commit.
    pub(super) edited_lists: Vec<NodeId>,
    pub(super) key_changes: Vec<KeyChanged>,

    // Filled by evaluation under a shared reference, emptied by `settle`.
    /// Memos with a new value that waits for promotion.
    pub(super) fresh: RefCell<Vec<u32>>,
    /// Computed nodes whose dependencies changed, with the ones that they are still subscribed to.
    pub(super) relink: RefCell<Vec<(u32, Dependencies)>>,
    /// The computed nodes under evaluation, outermost first.
    pub(super) running: RefCell<Vec<u32>>,
    pub(super) read_buffers: RefCell<Vec<Vec<Dependency>>>,
}

impl Queues {
    pub(super) fn are_empty(&mut self) -> bool {
        self.touched.is_empty()
            && self.crowded.is_empty()
            && self.edited_lists.is_empty()
            && self.key_changes.is_empty()
            && self.fresh.get_mut().is_empty()
            && self.relink.get_mut().is_empty()
            && self.running.get_mut().is_empty()
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let buffers = self.read_buffers.borrow();
        let reads = buffers
            .iter()
            .map(|buffer| buffer.capacity() * size_of::<Dependency>());
        let computed = self.fresh.borrow().capacity() + self.running.borrow().capacity();
        reads.sum::<usize>()
            + (self.touched.capacity() + self.crowded.capacity() + computed) * 4
            + self.edited_lists.capacity() * size_of::<NodeId>()
            + self.key_changes.capacity() * size_of::<KeyChanged>()
            + self.relink.borrow().capacity() * size_of::<(u32, Dependencies)>()
    }
}

impl Store {
    /// Takes the worker's queues for a turn, unless it has some of its own, in which something waits.
    pub(crate) fn borrow_queues(&mut self, lent: &mut Seldom<Queues>) {
        if self.queues.peek().is_none() {
            std::mem::swap(&mut self.queues, lent);
        }
    }

    /// Gives the queues back, unless something waits in them.
    pub(crate) fn return_queues(&mut self, lent: &mut Seldom<Queues>) {
        if self.queues.peek_mut().is_some_and(Queues::are_empty) {
            *lent = std::mem::take(&mut self.queues);
        }
    }
}
