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

use super::bound::StateValue;
use super::context::{Allocate, Read, Setup, Write};
use super::edit::{ListEdit, ListNode, RowId};
use super::fault::{DuplicateKey, KeyChanged};
use super::node::{NodeId, NodeValue};
use super::phase::{OnTheSessionLoop, Pure};
use super::rows::Rows;
use super::signal::{handle, read_whole};
use super::store::Store;

/// A list of keyed rows in the session's store. `Copy`.
///
/// `each row in list { … }` renders each row in a scope of its own and follows the list's edits. A key is a row's
/// identity: it is unique in the list and does not change while the row is in it. `K` is what the key closure returns.
///
/// ```
/// # use vango_runtime::reactive::{Checked, DuplicateKey, Setup, Tx};
/// struct Row {
///     id: u64,
///     label: String,
/// }
///
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let rows = cx.list(|row: &Row| row.id);
///     let add = move |tx: &mut Tx, label: &str| -> Result<(), DuplicateKey> {
///         let id = rows.len(tx) as u64;
///         rows.push(tx, Row { id, label: label.into() })
///     };
///     let shout = move |tx: &mut Tx, id: u64| {
///         if let Some(row) = rows.get_mut_by_key(tx, &id) {
///             row.label.push('!');
///         }
///     };
/// }
/// ```
pub struct ListSignal<T, K = u64> {
    id: NodeId,
    of: PhantomData<fn() -> (T, K)>,
    _stays: OnTheSessionLoop,
}
handle!(ListSignal<T, K>);

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

    /// The row with `key`.
    pub fn get_by_key<'r, C: Read, Q: Hash + Eq + ?Sized>(self, cx: &'r C, key: &Q) -> Option<&'r T>
    where
        K: Borrow<Q>,
    {
        self.read(cx).get_by_key(key)
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
        store.queues.key_changes.extend(key_change);
        if changed {
            store.mark_changed(self.id.index);
        }
        if logs && !logged {
            store.queues.edited_lists.push(self.id);
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

impl<Phase> Setup<'_, Phase> {
    /// Allocates an empty list. `key` says what identifies a row: `cx.list(|row: &Row| row.id)`.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// struct Row { id: u64 }
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let rows = cx.list(|row: &Row| row.id);
    /// }
    /// ```
    #[track_caller]
    pub fn list<T, K, F>(&mut self, key: F) -> ListSignal<T, K>
    where
        Self: Allocate,
        T: StateValue + 'static,
        K: Hash + Eq + 'static,
        F: Fn(&T) -> K + Pure + 'static,
    {
        let rows = Rows::new(Box::new(key), self.store.hash_key, Location::caller());
        ListSignal::new(self.store.allocate(self.owner, Box::new(rows)))
    }

    /// Allocates a list that starts with `rows`.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let rows = cx.list_from(["one", "two"], |row: &&str| *row);
    /// }
    /// ```
    ///
    /// # Panics
    /// When two of the rows have the same key: the message says which.
    #[track_caller]
    pub fn list_from<T, K, F>(
        &mut self,
        rows: impl IntoIterator<Item = T>,
        key: F,
    ) -> ListSignal<T, K>
    where
        Self: Allocate,
        T: StateValue + 'static,
        K: Hash + Eq + 'static,
        F: Fn(&T) -> K + Pure + 'static,
    {
        let mut list = Rows::new(Box::new(key), self.store.hash_key, Location::caller());
        for row in rows {
            if let Err(duplicate) = list.insert(usize::MAX, row) {
                panic!("`list_from`: row {}: {duplicate}", list.len());
            }
        }
        // Rows without a history: nobody has seen the list without them.
        let changed_key = list.commit();
        debug_assert!(changed_key.is_none(), "no row was out for writing");
        ListSignal::new(self.store.allocate(self.owner, Box::new(list)))
    }
}
