//! Edits of a Rows slot.
//!
//! Invariant: an edit whose indices are out of range changes nothing. The list of ids and the nodes are changed together;
//! a row is looked at only while it stands in the page.

use vango_protocol::Address;

use super::dom::NodeId;
use super::error::Mismatch;
use super::template::Place;
use super::view::{Content, Detached, View};

/// What happens to the rows of a slot.
pub(crate) enum RowEdit {
    Insert { index: usize, rows: Detached },
    Remove { index: usize, count: usize },
    Move { from: usize, to: usize },
    Swap { a: usize, b: usize },
    Clear,
}

impl RowEdit {
    /// Takes away what was built for an edit that is not made.
    pub(crate) fn discard(self, view: &mut View) {
        if let Self::Insert { rows, .. } = self {
            view.discard(rows);
        }
    }
}

/// Edits the rows of a slot that was looked up before.
pub(crate) fn edit_rows(
    view: &mut View,
    at: Address,
    place: Place,
    edit: RowEdit,
) -> Result<(), Mismatch> {
    let mut rows = match std::mem::replace(view.content_mut(at), Content::Nothing) {
        Content::Rows(rows) => rows,
        _ => Vec::new(),
    };
    let is_insert = matches!(edit, RowEdit::Insert { .. });
    let result = edit_list(view, &mut rows, place, edit);
    if is_insert {
        view.show(at, &rows);
    }
    *view.content_mut(at) = Content::Rows(rows);
    result
}

fn edit_list(
    view: &mut View,
    rows: &mut Vec<u32>,
    place: Place,
    edit: RowEdit,
) -> Result<(), Mismatch> {
    let len = rows.len();
    let check = |from: usize, count: usize| match from.checked_add(count) {
        Some(end) if end <= len => Ok(()),
        _ => Err(Mismatch::new(format!(
            "rows {from} to {from} + {count} of {len}"
        ))),
    };
    match edit {
        RowEdit::Insert { index, rows: added } => {
            if let Err(mismatch) = check(index, 0) {
                view.discard(added);
                return Err(mismatch);
            }
            let (parent, position) = before_row(view, rows, index, place);
            view.dom.insert_fragment(parent, position, added.fragment);
            if let Content::Rows(ids) = added.content {
                rows.splice(index..index, ids);
            }
        }
        RowEdit::Remove { index, count } => {
            check(index, count)?;
            rows.drain(index..index + count)
                .for_each(|id| view.remove(id));
        }
        RowEdit::Move { from, to } => {
            check(from, 1)?;
            check(to, 1)?;
            let id = rows.remove(from);
            move_row(view, rows, id, to, place);
        }
        RowEdit::Swap { a, b } => {
            check(a, 1)?;
            check(b, 1)?;
            let (low, high) = (a.min(b), a.max(b));
            if low < high {
                let (high_id, low_id) = (rows.remove(high), rows.remove(low));
                move_row_between(view, rows, [low_id, high_id], [low, high], place);
            }
        }
        RowEdit::Clear => rows.drain(..).for_each(|id| view.remove(id)),
    }
    Ok(())
}

/// Puts the rows `[low, high]`, which are out of `rows`, in at each other's index.
fn move_row_between(
    view: &mut View,
    rows: &mut Vec<u32>,
    ids: [u32; 2],
    indices: [usize; 2],
    place: Place,
) {
    let [low_id, high_id] = ids;
    let [low, high] = indices;
    // Both leave the page first: `before_row` must only meet rows that stand in it.
    let fragments = [view.detach(low_id), view.detach(high_id)];
    for (id, fragment, index) in [(high_id, fragments[1], low), (low_id, fragments[0], high)] {
        let (parent, position) = before_row(view, rows, index, place);
        view.dom.insert_fragment(parent, position, fragment);
        rows.insert(index, id);
    }
}

/// Puts a row that is out of `rows` in so that it stands at `index`.
fn move_row(view: &mut View, rows: &mut Vec<u32>, id: u32, index: usize, place: Place) {
    let fragment = view.detach(id);
    let (parent, position) = before_row(view, rows, index, place);
    view.dom.insert_fragment(parent, position, fragment);
    rows.insert(index, id);
}

/// Parent and index of the node before which a row at `index` begins.
fn before_row(view: &View, rows: &[u32], index: usize, place: Place) -> (NodeId, usize) {
    match rows.get(index) {
        None => view.end_of(place),
        Some(next) => {
            let first = view.first_node(*next);
            let parent = view.dom.parent(first).expect("a shown row has a parent");
            (parent, view.dom.index(first))
        }
    }
}
