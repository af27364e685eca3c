//! The container behind a `ListSignal`: rows in a slab, their order, and the log of edits.
//!
//! Invariants:
//! - Each edit is logged after it was made.
//! - The slab holds each row under the hash of the key that it had when it was last looked at; the one row that is out as
//!   `&mut T` (the suspect) is looked at before the next edit and at commit.
//! - An edit of one row costs a scan or a move of `u32`s, never work per row.
//!
//! Deliberately absent: tracking (see `list`), and storing keys: they are computed from the rows when needed.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::hash::Hash;
use std::panic::Location;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

use super::edit::{ListEdit, RowId};
use super::fault::{Clash, DuplicateKey, KeyChanged};
use super::log::EditLog;
use super::slab::Slab;
use super::store::hash_with;

/// See the module's documentation.
pub(super) struct Rows<T, K> {
    slab: Slab<T>,
    /// Slots in list order.
    order: Vec<u32>,
    log: EditLog,
    suspect: Option<u32>,
    key: Box<dyn Fn(&T) -> K>,
    hash_key: u64,
    at: &'static Location<'static>,
}

impl<T, K: Hash + Eq> Rows<T, K> {
    pub(super) fn new(
        key: Box<dyn Fn(&T) -> K>,
        hash_key: u64,
        at: &'static Location<'static>,
    ) -> Self {
        Self {
            slab: Slab::new(),
            order: Vec::new(),
            log: EditLog::default(),
            suspect: None,
            key,
            hash_key,
            at,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn log(&self) -> &EditLog {
        &self.log
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.order.get(at).map(|slot| self.slab.value(*slot))
    }

    pub(super) fn get_by_key<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
    {
        self.find_slot(key).map(|slot| self.slab.value(slot))
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator {
        self.order.iter().map(|slot| self.slab.value(*slot))
    }

    pub(super) fn row_at(&self, at: usize) -> Option<RowId> {
        self.order.get(at).map(|slot| self.slab.row_id(*slot))
    }

    pub(super) fn row(&self, row: RowId) -> Option<&T> {
        self.slab.row(row)
    }

    /// The position of the row with `key`.
    pub(super) fn find<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.position(self.find_slot(key)?)
    }

    pub(super) fn find_slot<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
    {
        let has_key = |row: &T| (self.key)(row).borrow() == key;
        let found = self.slab.find(hash_with(self.hash_key, key), has_key);
        found.or_else(|| self.suspect.filter(|slot| has_key(self.slab.value(*slot))))
    }

    /// Inserts at `at`, or at the end when that is beyond it.
    pub(super) fn insert(&mut self, at: usize, value: T) -> Result<(), DuplicateKey> {
        let key = (self.key)(&value);
        if let Some(position) = self.find(&key) {
            return Err(DuplicateKey { position });
        }
        let slot = self.slab.insert(value, hash_with(self.hash_key, &key));
        let at = at.min(self.order.len());
        self.order.insert(at, slot);
        let (at, row) = (at as u32, self.slab.row_id(slot));
        self.note(ListEdit::Insert { at, row });
        Ok(())
    }

    /// Appends all, or none when a key occurs twice.
    pub(super) fn extend(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        let (length, logged) = (self.order.len(), self.log.edits().len());
        for value in values {
            if let Err(error) = self.insert(usize::MAX, value) {
                for slot in self.order.split_off(length) {
                    self.release(slot);
                }
                self.log.take_back(logged);
                return Err(error);
            }
        }
        Ok(())
    }

    pub(super) fn remove(&mut self, at: usize) -> Option<T> {
        if at >= self.order.len() {
            return None;
        }
        let slot = self.order.remove(at);
        let (at, row) = (at as u32, self.slab.row_id(slot));
        let value = self.release(slot);
        self.note(ListEdit::Remove { at, row });
        value
    }

    /// Whether both rows exist.
    pub(super) fn swap(&mut self, a: usize, b: usize) -> bool {
        let inside = a.max(b) < self.order.len();
        if inside && a != b {
            self.order.swap(a, b);
            let (a, b) = (a as u32, b as u32);
            self.note(ListEdit::Swap { a, b });
        }
        inside
    }

    /// Whether the row at `from` exists. Beyond the end means at the end.
    pub(super) fn move_to(&mut self, from: usize, to: usize) -> bool {
        if from >= self.order.len() {
            return false;
        }
        let to = to.min(self.order.len() - 1);
        match from.cmp(&to) {
            Ordering::Less => self.order[from..=to].rotate_left(1),
            Ordering::Greater => self.order[to..=from].rotate_right(1),
            Ordering::Equal => return true,
        }
        let (from, to) = (from as u32, to as u32);
        self.note(ListEdit::Move { from, to });
        true
    }

    pub(super) fn clear(&mut self) {
        if self.order.is_empty() {
            return;
        }
        for slot in std::mem::take(&mut self.order) {
            self.release(slot);
        }
        self.note(ListEdit::Clear);
    }

    /// Makes `values` the list. A row whose key was in the list before stays the same row, with a new value.
    pub(super) fn replace(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        let with_hash = |value: T| (hash_with(self.hash_key, &(self.key)(&value)), value);
        let values: Vec<(u64, T)> = values.into_iter().map(with_hash).collect();
        self.refuse_duplicates(&values)?;
        let same_row = |(_, value): &(u64, T)| self.find_slot(&(self.key)(value));
        let kept: Vec<Option<u32>> = values.iter().map(same_row).collect();
        if kept.iter().all(Option::is_none) {
            self.clear();
            self.fill(values);
        } else {
            self.rearrange(values, &kept);
        }
        Ok(())
    }

    /// Fills an empty list.
    fn fill(&mut self, values: Vec<(u64, T)>) {
        self.order.reserve(values.len());
        for (at, (hash, value)) in values.into_iter().enumerate() {
            let slot = self.slab.insert(value, hash);
            self.order.push(slot);
            let (at, row) = (at as u32, self.slab.row_id(slot));
            self.note(ListEdit::Insert { at, row });
        }
    }

    /// Makes `values` the list; `kept` says which of them are rows that stay.
    fn rearrange(&mut self, values: Vec<(u64, T)>, kept: &[Option<u32>]) {
        let mut stays = vec![false; self.slab.slots()];
        for slot in kept.iter().flatten() {
            stays[*slot as usize] = true;
        }
        for slot in std::mem::take(&mut self.order) {
            if !stays[slot as usize] {
                self.release(slot);
            }
        }
        for ((hash, value), kept) in values.into_iter().zip(kept) {
            let opened = kept.and_then(|slot| Some((slot, self.slab.value_mut(slot)?)));
            let slot = match opened {
                Some((slot, place)) => {
                    *place = value;
                    slot
                }
                None => self.slab.insert(value, hash),
            };
            self.order.push(slot);
        }
        self.log.reset();
    }

    fn refuse_duplicates(&self, values: &[(u64, T)]) -> Result<(), DuplicateKey> {
        let mut seen: HashTable<usize> = HashTable::with_capacity(values.len());
        for (position, (hash, value)) in values.iter().enumerate() {
            let key = (self.key)(value);
            let same = |other: &usize| (self.key)(&values[*other].1) == key;
            match seen.entry(*hash, same, |other| values[*other].0) {
                Entry::Vacant(entry) => _ = entry.insert(position),
                Entry::Occupied(first) => {
                    let position = *first.get();
                    return Err(DuplicateKey { position });
                }
            }
        }
        Ok(())
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        // Asked for all rows first: a panic of `keep` leaves the list as it was.
        let keep: Vec<bool> = self.iter().map(&mut keep).collect();
        let before = std::mem::take(&mut self.order);
        let mut removed = Vec::new();
        for (slot, keep) in before.into_iter().zip(keep) {
            if keep {
                self.order.push(slot);
            } else {
                // Those before it are gone by then: it stands after the kept ones.
                removed.push((self.order.len() as u32, slot));
            }
        }
        for (at, slot) in removed {
            let row = self.slab.row_id(slot);
            self.release(slot);
            self.note(ListEdit::Remove { at, row });
        }
    }

    pub(super) fn sort_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let mut order = self.order.clone();
        order.sort_by(|a, b| compare(self.slab.value(*a), self.slab.value(*b)));
        if order != self.order {
            self.order = order;
            self.note(ListEdit::Reorder);
        }
    }

    /// Notes that the row at `at` is about to be changed; [`Rows::suspect_mut`] opens it.
    pub(super) fn touch(&mut self, at: usize) -> bool {
        let slot = self.order.get(at).copied();
        slot.map(|slot| self.touch_slot(slot)).is_some()
    }

    pub(super) fn touch_slot(&mut self, slot: u32) {
        let row = self.slab.row_id(slot);
        self.note(ListEdit::Update { row });
        self.suspect = Some(slot);
    }

    pub(super) fn suspect_mut(&mut self) -> Option<&mut T> {
        self.slab.value_mut(self.suspect?)
    }

    /// Looks at the row that was out as `&mut T`; if its key has changed, the index follows.
    pub(super) fn settle_key(&mut self) -> Option<KeyChanged> {
        let slot = self.suspect.take()?;
        let key = (self.key)(self.slab.value(slot));
        let hash = hash_with(self.hash_key, &key);
        if hash == self.slab.hash(slot) {
            return None;
        }
        let clash = match self.find_slot(&key) {
            Some(_) => Clash::AnotherRow,
            None => Clash::None,
        };
        self.slab.rehash(slot, hash);
        let list = self.at;
        Some(KeyChanged { list, clash })
    }

    /// Forgets the edits; looks at the suspect.
    pub(super) fn commit(&mut self) -> Option<KeyChanged> {
        self.log.commit();
        self.settle_key()
    }

    fn position(&self, slot: u32) -> Option<usize> {
        self.order.iter().position(|other| *other == slot)
    }

    fn release(&mut self, slot: u32) -> Option<T> {
        if self.suspect == Some(slot) {
            self.suspect = None;
        }
        self.slab.remove(slot)
    }

    fn note(&mut self, edit: ListEdit) {
        self.log.push(edit, self.order.len());
    }

    pub(super) fn memory_bytes(&self) -> usize
    where
        T: 'static,
    {
        self.slab.memory_bytes() + self.order.capacity() * 4 + self.log.memory_bytes()
    }
}
