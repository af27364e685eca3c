//! The container behind a `ListSignal`: rows in a slab, their order, an index by key, and the log of edits.
//!
//! Invariants:
//! - A `RowId` names one row for ever: slots are reused, generations are not.
//! - Applied to what the list was at the last `clear_edits`, the log gives the list as it is (`Reset` says "look anew").
//! - The index holds each row under the hash of the key that it had when it was last looked at; the one row that is out
//!   as `&mut T` (the suspect) is looked at before the next edit and at commit.
//! - An edit of one row costs a scan or a move of `u32`s, never work per row.
//!
//! Deliberately absent: tracking (see `list`), and storing keys: they are computed from the rows when needed.

use std::borrow::Borrow;
use std::hash::Hash;
use std::panic::Location;

use hashbrown::HashTable;

use super::fault::{Clash, DuplicateKey, KeyChanged, StoreFull};
use super::limits;
use super::list::{ListEdit, RowId};
use super::store::hash_with;

struct RowSlot<T> {
    value: Option<T>,
    generation: u32,
    hash: u64,
}

/// See the module's documentation.
pub(super) struct Rows<T, K> {
    slots: Vec<RowSlot<T>>,
    free: Vec<u32>,
    /// Slots in list order.
    order: Vec<u32>,
    index: HashTable<u32>,
    edits: Vec<ListEdit>,
    /// Counts edits, so that a caller can tell whether anything happened.
    changes: u64,
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
            slots: Vec::new(),
            free: Vec::new(),
            order: Vec::new(),
            index: HashTable::new(),
            edits: Vec::new(),
            changes: 0,
            suspect: None,
            key,
            hash_key,
            at,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    pub(super) fn edits(&self) -> &[ListEdit] {
        &self.edits
    }

    pub(super) fn clear_edits(&mut self) {
        self.edits.clear();
        if self.edits.capacity() > limits::LIST_EDITS_SLACK {
            self.edits = Vec::new();
        }
    }

    pub(super) fn get(&self, at: usize) -> Option<&T> {
        self.slots[*self.order.get(at)? as usize].value.as_ref()
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = &T> + DoubleEndedIterator {
        self.order.iter().map(|slot| self.value(*slot))
    }

    pub(super) fn row_at(&self, at: usize) -> Option<RowId> {
        self.order.get(at).map(|slot| self.row_id(*slot))
    }

    pub(super) fn row(&self, row: RowId) -> Option<&T> {
        let slot = self.slots.get(row.slot() as usize)?;
        slot.value
            .as_ref()
            .filter(|_| slot.generation == row.generation())
    }

    pub(super) fn position_of(&self, row: RowId) -> Option<usize> {
        self.row(row)?;
        self.position(row.slot())
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
        let hash = hash_with(self.hash_key, key);
        let has_key = |slot: &u32| (self.key)(self.value(*slot)).borrow() == key;
        self.index
            .find(hash, has_key)
            .copied()
            .or_else(|| self.suspect.filter(has_key))
    }

    /// Inserts at `at`, or at the end when that is beyond it.
    pub(super) fn insert(&mut self, at: usize, value: T) -> Result<(), DuplicateKey> {
        let key = (self.key)(&value);
        if let Some(position) = self.find(&key) {
            return Err(DuplicateKey { position });
        }
        let hash = hash_with(self.hash_key, &key);
        let slot = self.allocate(value, hash);
        let at = at.min(self.order.len());
        self.order.insert(at, slot);
        self.log(ListEdit::Insert {
            at: at as u32,
            row: self.row_id(slot),
        });
        Ok(())
    }

    /// Appends all, or none when a key occurs twice.
    pub(super) fn extend(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        let length = self.order.len();
        let logged = self.edits.len();
        for value in values {
            if let Err(error) = self.insert(usize::MAX, value) {
                for slot in self.order.split_off(length) {
                    self.release(slot);
                }
                // A `Reset` that the failed attempt has written stays; it is right, if wasteful.
                if self.edits.len() >= logged {
                    self.edits.truncate(logged);
                }
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
        let row = self.row_id(slot);
        let value = self.release(slot);
        self.log(ListEdit::Remove { at: at as u32, row });
        value
    }

    /// Whether both rows exist.
    pub(super) fn swap(&mut self, a: usize, b: usize) -> bool {
        let inside = a.max(b) < self.order.len();
        if inside && a != b {
            self.order.swap(a, b);
            self.log(ListEdit::Swap {
                a: a as u32,
                b: b as u32,
            });
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
            std::cmp::Ordering::Less => self.order[from..=to].rotate_left(1),
            std::cmp::Ordering::Greater => self.order[to..=from].rotate_right(1),
            std::cmp::Ordering::Equal => return true,
        }
        self.log(ListEdit::Move {
            from: from as u32,
            to: to as u32,
        });
        true
    }

    pub(super) fn clear(&mut self) {
        if self.order.is_empty() {
            return;
        }
        for slot in std::mem::take(&mut self.order) {
            self.release(slot);
        }
        // Whatever was logged before ends in an empty list too.
        self.edits.clear();
        self.log(ListEdit::Clear);
    }

    /// Makes `values` the list. A row whose key was in the list before stays the same row, with a new value.
    pub(super) fn replace(
        &mut self,
        values: impl IntoIterator<Item = T>,
    ) -> Result<(), DuplicateKey> {
        let values: Vec<(u64, T)> = values
            .into_iter()
            .map(|value| (hash_with(self.hash_key, &(self.key)(&value)), value))
            .collect();
        self.refuse_duplicates(&values)?;
        let kept: Vec<Option<u32>> = values
            .iter()
            .map(|(_, value)| self.find_slot(&(self.key)(value)))
            .collect();
        if kept.iter().all(Option::is_none) {
            self.clear();
            for (hash, value) in values {
                let slot = self.allocate(value, hash);
                self.order.push(slot);
                self.log(ListEdit::Insert {
                    at: self.order.len() as u32 - 1,
                    row: self.row_id(slot),
                });
            }
            return Ok(());
        }
        let mut stays = vec![false; self.slots.len()];
        kept.iter()
            .flatten()
            .for_each(|slot| stays[*slot as usize] = true);
        for slot in std::mem::take(&mut self.order) {
            if !stays[slot as usize] {
                self.release(slot);
            }
        }
        for ((hash, value), kept) in values.into_iter().zip(kept) {
            let slot = match kept {
                Some(slot) => {
                    self.slots[slot as usize].value = Some(value);
                    slot
                }
                None => self.allocate(value, hash),
            };
            self.order.push(slot);
        }
        self.log_reset();
        Ok(())
    }

    fn refuse_duplicates(&self, values: &[(u64, T)]) -> Result<(), DuplicateKey> {
        let mut seen: HashTable<usize> = HashTable::with_capacity(values.len());
        for (position, (hash, value)) in values.iter().enumerate() {
            let key = (self.key)(value);
            let entry = seen.entry(
                *hash,
                |other| (self.key)(&values[*other].1) == key,
                |other| values[*other].0,
            );
            match entry {
                hashbrown::hash_table::Entry::Occupied(first) => {
                    return Err(DuplicateKey {
                        position: *first.get(),
                    });
                }
                hashbrown::hash_table::Entry::Vacant(entry) => {
                    entry.insert(position);
                }
            }
        }
        Ok(())
    }

    pub(super) fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        // Asked for all rows first: a panic of `keep` leaves the list as it was.
        let keep: Vec<bool> = self
            .order
            .iter()
            .map(|slot| keep(self.value(*slot)))
            .collect();
        let mut at = 0;
        let before = std::mem::take(&mut self.order);
        let mut order = Vec::with_capacity(before.len());
        for (slot, keep) in before.into_iter().zip(keep) {
            if keep {
                order.push(slot);
                at += 1;
            } else {
                let row = self.row_id(slot);
                self.release(slot);
                self.log(ListEdit::Remove { at, row });
            }
        }
        self.order = order;
    }

    pub(super) fn sort_by(&mut self, mut compare: impl FnMut(&T, &T) -> std::cmp::Ordering) {
        let mut order = self.order.clone();
        order.sort_by(|a, b| compare(self.value(*a), self.value(*b)));
        if order != self.order {
            self.order = order;
            self.log_reset();
        }
    }

    /// Notes that the row at `at` is about to be changed; [`Rows::suspect_mut`] opens it.
    pub(super) fn touch(&mut self, at: usize) -> bool {
        let Some(slot) = self.order.get(at).copied() else {
            return false;
        };
        self.touch_slot(slot);
        true
    }

    pub(super) fn touch_slot(&mut self, slot: u32) {
        self.log(ListEdit::Update {
            row: self.row_id(slot),
        });
        self.suspect = Some(slot);
    }

    pub(super) fn suspect_mut(&mut self) -> Option<&mut T> {
        self.slots[self.suspect? as usize].value.as_mut()
    }

    /// Looks at the row that was out as `&mut T`; if its key has changed, the index follows.
    pub(super) fn settle_key(&mut self) -> Option<KeyChanged> {
        let slot = self.suspect.take()?;
        let key = (self.key)(self.slots[slot as usize].value.as_ref()?);
        let hash = hash_with(self.hash_key, &key);
        let before = self.slots[slot as usize].hash;
        if hash == before {
            return None;
        }
        self.unindex(slot, before);
        let clash = if self.find_slot(&key).is_some() {
            Clash::AnotherRow
        } else {
            Clash::None
        };
        self.slots[slot as usize].hash = hash;
        self.enter(slot, hash);
        Some(KeyChanged {
            list: self.at,
            clash,
        })
    }

    fn value(&self, slot: u32) -> &T {
        self.slots[slot as usize]
            .value
            .as_ref()
            .expect("a slot in the order or the index holds a row")
    }

    fn row_id(&self, slot: u32) -> RowId {
        RowId::new(slot, self.slots[slot as usize].generation)
    }

    fn position(&self, slot: u32) -> Option<usize> {
        self.order.iter().position(|other| *other == slot)
    }

    fn allocate(&mut self, value: T, hash: u64) -> u32 {
        let slot = match self.free.pop() {
            Some(slot) => {
                let entry = &mut self.slots[slot as usize];
                (entry.value, entry.hash) = (Some(value), hash);
                slot
            }
            None => {
                if self.slots.len() >= limits::LIST_ROWS_MAX {
                    std::panic::panic_any(StoreFull {
                        what: "rows in a list",
                        limit: limits::LIST_ROWS_MAX,
                    });
                }
                self.slots.push(RowSlot {
                    value: Some(value),
                    generation: 0,
                    hash,
                });
                self.slots.len() as u32 - 1
            }
        };
        self.enter(slot, hash);
        slot
    }

    fn release(&mut self, slot: u32) -> Option<T> {
        self.unindex(slot, self.slots[slot as usize].hash);
        if self.suspect == Some(slot) {
            self.suspect = None;
        }
        let entry = &mut self.slots[slot as usize];
        let value = entry.value.take();
        // A slot that has used up its generations is retired: a `RowId` is never given out twice.
        if let Some(generation) = entry.generation.checked_add(1) {
            entry.generation = generation;
            self.free.push(slot);
        }
        value
    }

    fn enter(&mut self, slot: u32, hash: u64) {
        let slots = &self.slots;
        self.index
            .insert_unique(hash, slot, |other| slots[*other as usize].hash);
    }

    fn unindex(&mut self, slot: u32, hash: u64) {
        if let Ok(entry) = self.index.find_entry(hash, |other| *other == slot) {
            entry.remove();
        }
    }

    fn log(&mut self, edit: ListEdit) {
        self.changes += 1;
        match self.edits.last() {
            Some(ListEdit::Reset) => return,
            Some(last) if *last == edit && matches!(edit, ListEdit::Update { .. }) => return,
            _ => {}
        }
        if self.edits.len() >= self.order.len() + limits::LIST_EDITS_SLACK {
            self.log_reset();
        } else {
            self.edits.push(edit);
        }
    }

    fn log_reset(&mut self) {
        self.changes += 1;
        self.edits.clear();
        self.edits.push(ListEdit::Reset);
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let slots = self.slots.capacity() * size_of::<RowSlot<T>>();
        let order = (self.order.capacity() + self.free.capacity()) * 4;
        slots + order + self.index.allocation_size() + self.edits.capacity() * size_of::<ListEdit>()
    }
}
