//! The log of a list's edits since the last commit.
//!
//! Invariants: applied to what the list was at the last commit, the log gives the list as it is; it is never much longer
//! than the list (then it is one `Reset`, beside which nothing stands).
//! Deliberately absent: merging edits. The view sees them as they happened.

use super::edit::ListEdit;
use super::limits;

/// See the module's documentation.
#[derive(Default)]
pub(super) struct EditLog {
    edits: Vec<ListEdit>,
    /// Counts edits, so that a caller can tell whether anything happened.
    changes: u64,
}

impl EditLog {
    pub(super) fn edits(&self) -> &[ListEdit] {
        &self.edits
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Adds an edit of a list that has `rows` rows after it.
    pub(super) fn push(&mut self, edit: ListEdit, rows: usize) {
        self.changes += 1;
        match (edit, self.edits.last()) {
            // Whatever happened before ends in an empty list too.
            (ListEdit::Clear, _) => self.edits.clear(),
            (_, Some(ListEdit::Reset)) => return,
            (ListEdit::Update { .. }, Some(last)) if *last == edit => return,
            _ if self.edits.len() >= rows + limits::LIST_EDITS_SLACK => return self.reset(),
            _ => {}
        }
        self.edits.push(edit);
    }

    /// Anything may have happened.
    pub(super) fn reset(&mut self) {
        self.changes += 1;
        self.edits.clear();
        self.edits.push(ListEdit::Reset);
    }

    /// Takes back all edits after the first `length`, which had no effect in the end.
    pub(super) fn take_back(&mut self, length: usize) {
        // A `Reset` that was written meanwhile stands for the edits before, too: it stays, wasteful but right.
        let absorbed = length > 0 && self.edits.first() == Some(&ListEdit::Reset);
        if !absorbed {
            self.edits.truncate(length);
        }
    }

    pub(super) fn commit(&mut self) {
        self.edits.clear();
        // A filling of thousands of rows is rare: its log's memory is not kept for the session's life.
        self.edits.shrink_to(limits::LIST_EDITS_SLACK);
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.edits.capacity() * size_of::<ListEdit>()
    }
}
