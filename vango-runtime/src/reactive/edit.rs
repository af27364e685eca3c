//! Lists as the view sees them: rows by id, in order, and what happened since the last commit.
//!
//! Invariant: nothing here tracks a read. Who follows the edits need not be told that the list has changed.
//! Deliberately absent: the types of rows and keys (see `list`).

use super::fault::KeyChanged;
use super::node::NodeId;
use super::store::Store;

/// One row of one list, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct RowId(pub(crate) u64);

impl RowId {
    pub(super) fn new(slot: u32, generation: u32) -> Self {
        Self(u64::from(generation) << 32 | u64::from(slot))
    }

    /// A dense index that no two rows of the list have at the same time, for tables beside the list.
    pub(crate) fn slot(self) -> u32 {
        self.0 as u32
    }

    pub(super) fn generation(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

/// What happened to a list. Positions are those at the time of the edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListEdit {
    /// `row` was put in so that it stands at `at`.
    Insert { at: u32, row: RowId },
    /// `row` was taken out from `at`.
    Remove { at: u32, row: RowId },
    /// The row at `from` was taken out and put in so that it stands at `to` afterwards.
    Move { from: u32, to: u32 },
    /// The rows at `a` and `b` changed places.
    Swap { a: u32, b: u32 },
    /// All rows left.
    Clear,
    /// The value of `row` may have changed. The row may have left since.
    Update { row: RowId },
    /// The rows stand in another order, with the values that they had: compare the order. With it in the log the
    /// positions of other edits say nothing; which rows came and whose values changed, they still say.
    Reorder,
    /// Anything may have happened: compare the order, and take every row's value as changed. Nothing stands beside it,
    /// except edits after a `Clear`, which replaces it.
    Reset,
}

/// A list, without the types of its rows and keys.
pub(crate) trait ListNode {
    fn len(&self) -> usize;
    fn row_at(&self, at: usize) -> Option<RowId>;
    fn has_row(&self, row: RowId) -> bool;
    /// The edits since the last commit; see [`ListEdit`].
    fn edits(&self) -> &[ListEdit];
    /// Forgets the edits; says when the row that was out for writing has come back with another key.
    fn commit(&mut self) -> Option<KeyChanged>;
}

impl Store {
    /// A list, untracked; `None` when it has been freed.
    pub(crate) fn list(&self, list: NodeId) -> Option<&dyn ListNode> {
        self.live(list)?.value.as_ref()?.list()
    }

    /// The rows of a list in order, untracked; none when it has been freed.
    pub(crate) fn list_order(&self, list: NodeId) -> impl ExactSizeIterator<Item = RowId> {
        let node = self.list(list);
        (0..node.map_or(0, ListNode::len)).map(move |at| {
            let row = node.and_then(|node| node.row_at(at));
            row.expect("every position below the length has a row")
        })
    }

    /// Whether the row is still in the list.
    pub(crate) fn list_has_row(&self, list: NodeId, row: RowId) -> bool {
        self.list(list).is_some_and(|node| node.has_row(row))
    }

    /// What happened to a list since the last [`Store::clear_edits`].
    pub(crate) fn list_edits(&self, list: NodeId) -> &[ListEdit] {
        self.list(list).map_or(&[], ListNode::edits)
    }

    /// The lists with edits since the last [`Store::clear_edits`].
    pub(crate) fn changed_lists(&self) -> &[NodeId] {
        self.queues
            .peek()
            .map_or(&[], |queues| &queues.edited_lists)
    }

    /// Ends a commit: all logs of edits are empty afterwards, and keys that changed under `get_mut` are noted.
    pub(crate) fn clear_edits(&mut self) {
        let Some(queues) = self.queues.peek_mut() else {
            return;
        };
        let mut lists = std::mem::take(&mut queues.edited_lists);
        for id in lists.drain(..) {
            let node = self
                .nodes
                .get_mut(id.index as usize)
                .filter(|node| node.generation == id.generation);
            let list = node
                .and_then(|node| node.value.as_mut())
                .and_then(|value| value.list_mut());
            self.queues
                .key_changes
                .extend(list.and_then(ListNode::commit));
        }
        self.queues.edited_lists = lists;
    }
}
