//! Rows by slot, and by the hash of their key.
//!
//! Invariants: each row's slot is in the index under the hash that the slot holds; a slot's generation differs for each
//! row that it ever held.
//! Deliberately absent: keys and order (see `rows`).

use hashbrown::HashTable;

use super::edit::RowId;
use super::fault::StoreFull;
use super::held::held_bytes;
use super::limits;

struct Slot<T> {
    value: Option<T>,
    generation: u32,
    hash: u64,
}

/// See the module's documentation.
pub(super) struct Slab<T> {
    slots: Vec<Slot<T>>,
    free: Vec<u32>,
    index: HashTable<u32>,
}

impl<T> Slab<T> {
    pub(super) fn new() -> Self {
        Self {
            slots: Vec::new(),
            free: Vec::new(),
            index: HashTable::new(),
        }
    }

    /// The number of slots, with and without rows.
    pub(super) fn slots(&self) -> usize {
        self.slots.len()
    }

    pub(super) fn value(&self, slot: u32) -> &T {
        let value = self.slots[slot as usize].value.as_ref();
        value.expect("a slot in the order or the index holds a row")
    }

    pub(super) fn value_mut(&mut self, slot: u32) -> Option<&mut T> {
        self.slots[slot as usize].value.as_mut()
    }

    pub(super) fn row(&self, row: RowId) -> Option<&T> {
        let slot = self.slots.get(row.slot() as usize)?;
        let value = slot.value.as_ref()?;
        (slot.generation == row.generation()).then_some(value)
    }

    pub(super) fn row_id(&self, slot: u32) -> RowId {
        RowId::new(slot, self.slots[slot as usize].generation)
    }

    pub(super) fn hash(&self, slot: u32) -> u64 {
        self.slots[slot as usize].hash
    }

    /// A slot under `hash` whose row `is_it`.
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(&T) -> bool) -> Option<u32> {
        let has_row = |slot: &u32| self.hash(*slot) == hash && is_it(self.value(*slot));
        self.index.find(hash, has_row).copied()
    }

    /// Panics with [`StoreFull`] when there are too many rows.
    pub(super) fn insert(&mut self, value: T, hash: u64) -> u32 {
        let slot = match self.free.pop() {
            Some(slot) => {
                let entry = &mut self.slots[slot as usize];
                (entry.value, entry.hash) = (Some(value), hash);
                slot
            }
            None => {
                let limit = limits::LIST_ROWS_MAX;
                if self.slots.len() >= limit {
                    let what = "rows in a list";
                    std::panic::panic_any(StoreFull { what, limit });
                }
                self.slots.push(Slot {
                    value: Some(value),
                    generation: 0,
                    hash,
                });
                self.slots.len() as u32 - 1
            }
        };
        self.enter(slot);
        slot
    }

    pub(super) fn remove(&mut self, slot: u32) -> Option<T> {
        self.leave(slot);
        let entry = &mut self.slots[slot as usize];
        let value = entry.value.take();
        // A slot that has used up its generations is retired: a `RowId` is never given out twice.
        if let Some(generation) = entry.generation.checked_add(1) {
            entry.generation = generation;
            self.free.push(slot);
        }
        value
    }

    /// Moves a row to another hash.
    pub(super) fn rehash(&mut self, slot: u32, hash: u64) {
        self.leave(slot);
        self.slots[slot as usize].hash = hash;
        self.enter(slot);
    }

    fn enter(&mut self, slot: u32) {
        let (slots, hash) = (&self.slots, self.hash(slot));
        let hash_of = |other: &u32| slots[*other as usize].hash;
        self.index.insert_unique(hash, slot, hash_of);
    }

    fn leave(&mut self, slot: u32) {
        let hash = self.hash(slot);
        if let Ok(entry) = self.index.find_entry(hash, |other| *other == slot) {
            entry.remove();
        }
    }

    pub(super) fn memory_bytes(&self) -> usize
    where
        T: 'static,
    {
        let slots = self.slots.capacity() * size_of::<Slot<T>>();
        let values = self.slots.iter().filter_map(|slot| slot.value.as_ref());
        slots
            + values.map(held_bytes).sum::<usize>()
            + self.free.capacity() * 4
            + self.index.allocation_size()
    }
}
