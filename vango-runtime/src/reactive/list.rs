//! `ListSignal`: a list that records its own edits, so that one changed row costs one row.
//!
//! Invariant: each edit goes through [`Rows`], which logs it; reads through a `Render` track the whole list, while the
//! view's `each` reads rows through the store, untracked, and follows the log.
//! Deliberately absent: diffing. The log says what happened.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::hash::Hash;
use std::marker::PhantomData;
use std::panic::Location;

use super::context::{Allocate, Read, Setup, Write};
use super::fault::{DuplicateKey, KeyChanged};
use super::node::{NodeId, NodeValue};
use super::phase::{HandlesStayOnTheSessionLoop, Pure};
use super::rows::Rows;
use super::signal::{handle, read_whole};
use super::store::Store;

/// A list of keyed rows in the session's store. `Copy`.
///
/// `each row in list { … }` renders each row in a scope of its own and follows the list's edits. A key is a row's
/// identity: it is unique in the list and does not change while the row is in it. `K` is what the key closure returns.
///
/// ```ignore
/// let rows = cx.list(|row: &Row| row.id);
/// on:click=move |tx| { rows.push(tx, Row { id: 1, label: "one".into() })?; }
/// on:click=move |tx| { if let Some(row) = rows.get_mut_by_key(tx, &1) { row.label.push('!'); } }
/// ```
pub struct ListSignal<T, K = u64> {
    id: NodeId,
    of: PhantomData<fn() -> (T, K)>,
    stays: HandlesStayOnTheSessionLoop,
}
handle!(ListSignal<T, K>);

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
    /// Anything may have happened: compare the order, and take every row's value as changed. Nothing stands beside it,
    /// except edits after a `Clear`, which replaces it.
    Reset,
}

/// A list, without the types of its rows and keys.
pub(crate) trait ListNode {
    fn len(&self) -> usize;
    fn row_at(&self, at: usize) -> Option<RowId>;
    fn has_row(&self, row: RowId) -> bool;
    /// A scan over the list's `u32`s.
    fn position_of(&self, row: RowId) -> Option<usize>;
    /// The edits since the last commit; see [`ListEdit`].
    fn edits(&self) -> &[ListEdit];
    /// Forgets the edits; says when the row that was out for writing has come back with another key.
    fn commit(&mut self) -> Option<KeyChanged>;
}

impl<T: 'static, K: Hash + Eq + 'static> ListNode for Rows<T, K> {
    fn len(&self) -> usize {
        Rows::len(self)
    }
    fn row_at(&self, at: usize) -> Option<RowId> {
        Rows::row_at(self, at)
    }
    fn has_row(&self, row: RowId) -> bool {
        Rows::row(self, row).is_some()
    }
    fn position_of(&self, row: RowId) -> Option<usize> {
        Rows::position_of(self, row)
    }
    fn edits(&self) -> &[ListEdit] {
        self.log().edits()
    }
    fn commit(&mut self) -> Option<KeyChanged> {
        Rows::commit(self)
    }
}

impl<T: 'static, K: Hash + Eq + 'static> NodeValue for Rows<T, K> {
    fn list(&self) -> Option<&dyn ListNode> {
        Some(self)
    }
    fn list_mut(&mut self) -> Option<&mut dyn ListNode> {
        Some(self)
    }
    fn memory_bytes(&self) -> usize {
        size_of::<Self>() + Rows::memory_bytes(self)
    }
}

/// Reading. All of it is tracked on the whole list when `cx` is a [`Render`](super::Render), and panics with
/// [`StaleHandle`](super::StaleHandle) when the list's component has left the page.
impl<T: Send + 'static, K: Hash + Eq + 'static> ListSignal<T, K> {
    /// The number of rows.
    pub fn len<C: Read>(self, cx: &C) -> usize {
        self.read(cx).len()
    }

    /// Whether there are no rows.
    pub fn is_empty<C: Read>(self, cx: &C) -> bool {
        self.len(cx) == 0
    }

    /// The row at position `at`.
    pub fn get<C: Read>(self, cx: &C, at: usize) -> Option<&T> {
        self.read(cx).get(at)
    }

    /// The rows, in order.
    pub fn iter<C: Read>(self, cx: &C) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator {
        self.read(cx).iter()
    }

    /// The position of the row with `key`.
    pub fn position<C: Read, Q: Hash + Eq + ?Sized>(self, cx: &C, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.read(cx).find(key)
    }

    /// Whether a row has `key`.
    pub fn contains_key<C: Read, Q: Hash + Eq + ?Sized>(self, cx: &C, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.read(cx).find_slot(key).is_some()
    }

    fn read<C: Read>(self, cx: &C) -> &Rows<T, K> {
        read_whole(cx, self.id, std::any::type_name::<Self>)
    }
}

/// Writing. All of it panics with [`StaleHandle`](super::StaleHandle) when the list's component has left the page. What
/// changes nothing marks nothing.
impl<T: Send + 'static, K: Hash + Eq + 'static> ListSignal<T, K> {
    /// Appends a row, unless another has its key.
    pub fn push<C: Write>(self, tx: &mut C, row: T) -> Result<(), DuplicateKey> {
        self.edit(tx, |rows| rows.insert(usize::MAX, row))
    }

    /// Appends rows: all of them, or none when a key occurs twice.
    pub fn extend<C: Write>(
        self,
        tx: &mut C,
        rows: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        self.edit(tx, |list| list.extend(rows))
    }

    /// Puts a row in so that it stands at position `at` (at the end, when the list is shorter), unless another has its key.
    pub fn insert<C: Write>(self, tx: &mut C, at: usize, row: T) -> Result<(), DuplicateKey> {
        self.edit(tx, |rows| rows.insert(at, row))
    }

    /// Takes the row at position `at` out.
    pub fn remove<C: Write>(self, tx: &mut C, at: usize) -> Option<T> {
        self.edit(tx, |rows| rows.remove(at))
    }

    /// Takes the row with `key` out.
    pub fn remove_key<C: Write, Q: Hash + Eq + ?Sized>(self, tx: &mut C, key: &Q) -> Option<T>
    where
        K: Borrow<Q>,
    {
        self.edit(tx, |rows| rows.find(key).and_then(|at| rows.remove(at)))
    }

    /// Lets the rows at positions `a` and `b` change places; says whether both are there.
    pub fn swap<C: Write>(self, tx: &mut C, a: usize, b: usize) -> bool {
        self.edit(tx, |rows| rows.swap(a, b))
    }

    /// Moves the row at position `from` so that it stands at `to` (at the end, when the list is shorter); says whether
    /// there is a row at `from`.
    pub fn move_to<C: Write>(self, tx: &mut C, from: usize, to: usize) -> bool {
        self.edit(tx, |rows| rows.move_to(from, to))
    }

    /// Removes all rows.
    pub fn clear<C: Write>(self, tx: &mut C) {
        self.edit(tx, Rows::clear);
    }

    /// Makes `rows` the list, unless a key occurs twice in them. A row whose key was in the list before stays the same
    /// row, with its new value.
    pub fn replace<C: Write>(
        self,
        tx: &mut C,
        rows: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        self.edit(tx, |list| list.replace(rows))
    }

    /// Keeps the rows for which `keep` says so.
    pub fn retain<C: Write>(self, tx: &mut C, keep: impl FnMut(&T) -> bool) {
        self.edit(tx, |rows| rows.retain(keep));
    }

    /// Sorts the rows; equal ones keep their order.
    pub fn sort_by<C: Write>(self, tx: &mut C, compare: impl FnMut(&T, &T) -> Ordering) {
        self.edit(tx, |rows| rows.sort_by(compare));
    }

    /// The row at position `at`, to change it. It counts as changed, whatever is done with it. Its key must stay: a
    /// changed one is reported in development builds.
    pub fn get_mut<C: Write>(self, tx: &mut C, at: usize) -> Option<&mut T> {
        let found = self.edit(tx, |rows| rows.touch(at));
        if found { self.open(tx) } else { None }
    }

    /// The row with `key`, to change it; see [`ListSignal::get_mut`].
    pub fn get_mut_by_key<'t, C: Write, Q: Hash + Eq + ?Sized>(
        self,
        tx: &'t mut C,
        key: &Q,
    ) -> Option<&'t mut T>
    where
        K: Borrow<Q>,
    {
        let found = self.edit(tx, |rows| {
            rows.find_slot(key).map(|slot| rows.touch_slot(slot))
        });
        if found.is_some() { self.open(tx) } else { None }
    }

    fn open<C: Write>(self, tx: &mut C) -> Option<&mut T> {
        let rows: &mut Rows<T, K> = tx
            .store_mut()
            .value_mut(self.id, std::any::type_name::<Self>);
        rows.suspect_mut()
    }

    fn edit<C: Write, R>(self, tx: &mut C, edit: impl FnOnce(&mut Rows<T, K>) -> R) -> R {
        let store = tx.store_mut();
        store.settle();
        let rows: &mut Rows<T, K> = store.value_mut(self.id, std::any::type_name::<Self>);
        let key_change = rows.settle_key();
        let (changes, logged) = (rows.log().changes(), !rows.log().edits().is_empty());
        let result = edit(rows);
        let (changed, logs) = (
            rows.log().changes() != changes,
            !rows.log().edits().is_empty(),
        );
        store.key_changes.extend(key_change);
        if changed {
            store.mark_changed(self.id.index);
        }
        if logs && !logged {
            store.edited_lists.push(self.id);
        }
        result
    }
}

/// For the view's `each`: untracked.
impl<T: Send + 'static, K: Hash + Eq + 'static> ListSignal<T, K> {
    /// The list's node, for [`Store::list`].
    pub(crate) fn node(self) -> NodeId {
        self.id
    }

    /// One row's value, untracked; `None` when the row has left. Panics with `StaleHandle` when the list has.
    pub(crate) fn row(self, store: &Store, row: RowId) -> Option<&T> {
        let rows: &Rows<T, K> = store.value(self.id, std::any::type_name::<Self>);
        rows.row(row)
    }
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
        &self.edited_lists
    }

    /// Ends a commit: all logs of edits are empty afterwards, and keys that changed under `get_mut` are noted.
    pub(crate) fn clear_edits(&mut self) {
        let mut lists = std::mem::take(&mut self.edited_lists);
        for id in lists.drain(..) {
            let node = self
                .nodes
                .get_mut(id.index as usize)
                .filter(|node| node.generation == id.generation);
            let list = node
                .and_then(|node| node.value.as_mut())
                .and_then(|value| value.list_mut());
            self.key_changes.extend(list.and_then(ListNode::commit));
        }
        self.edited_lists = lists;
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Allocates an empty list. `key` says what identifies a row: `cx.list(|row: &Row| row.id)`.
    #[track_caller]
    pub fn list<T, K, F>(&mut self, key: F) -> ListSignal<T, K>
    where
        Self: Allocate,
        T: Send + 'static,
        K: Hash + Eq + 'static,
        F: Fn(&T) -> K + Pure + 'static,
    {
        let rows = Rows::new(Box::new(key), self.store.hash_key, Location::caller());
        ListSignal::new(self.store.allocate(self.owner, Box::new(rows)))
    }

    /// Allocates a list that starts with `rows`.
    ///
    /// # Panics
    /// When two of the rows have the same key: the message says which.
    #[track_caller]
    pub fn list_from<T, K, F>(&mut self, rows: impl IntoIterator<Item = T>, key: F) -> ListSignal<T, K>
    where
        Self: Allocate,
        T: Send + 'static,
        K: Hash + Eq + 'static,
        F: Fn(&T) -> K + Pure + 'static,
    {
        let mut list = Rows::new(Box::new(key), self.store.hash_key, Location::caller());
        for row in rows {
            if let Err(duplicate) = list.insert(list.len(), row) {
                panic!("`list_from`: row {}: {duplicate}", list.len());
            }
        }
        list.clear_edits();
        ListSignal::new(self.store.allocate(self.owner, Box::new(list)))
    }
}
