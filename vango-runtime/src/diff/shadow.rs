//! What the browser shows, one word a slot.
//!
//! All blocks of a session live in one vector of words: a header (template index, block id), then one word for each
//! slot. Freed blocks are reused by size. Ids are given out once and never again; a freed block's id is unknown from
//! then on, so an event for it finds nothing.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::word::Word;

/// Where a live block is, and whose handlers it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BlockPlace {
    pub(crate) offset: u32,
    /// The scope whose render made it: a component instance or an `each`.
    pub(crate) scope: u32,
}

/// The rows of one Rows slot.
#[derive(Debug, Default)]
pub(crate) struct List {
    /// Index of the rows' template. Two branches may have the same markup around different rows.
    pub(crate) template: u32,
    /// Key of each row: of a `for` its `key`, of an `each` its row id.
    pub(crate) keys: Vec<u64>,
    /// Offset of each row's block.
    pub(crate) blocks: Vec<u32>,
    /// The scope of the `each`; none for a `for`.
    pub(crate) each: Option<u32>,
}

/// The words of one session.
#[derive(Debug)]
pub(crate) struct Shadow {
    words: Vec<u64>,
    /// Offsets of freed blocks, by number of slots.
    free: Vec<Vec<u32>>,
    lists: Vec<List>,
    free_lists: Vec<u32>,
    places: HashMap<u32, BlockPlace, BuildHasherDefault<IdHasher>>,
    next_id: u32,
}

impl Shadow {
    pub(crate) fn new(first_id: u32) -> Self {
        Self {
            words: Vec::new(),
            free: Vec::new(),
            lists: Vec::new(),
            free_lists: Vec::new(),
            places: HashMap::default(),
            next_id: first_id,
        }
    }

    /// The id that the next block gets.
    pub(crate) fn next_id(&self) -> u32 {
        self.next_id
    }

    /// A new block with all slots empty. `None` when the session has used up all ids.
    pub(crate) fn insert(&mut self, template: u32, slots: usize, scope: u32) -> Option<u32> {
        let id = self.next_id;
        if id > vango_protocol::limits::MAX_BLOCK {
            return None;
        }
        self.next_id = id + 1;
        let header = u64::from(template) << 32 | u64::from(id);
        let offset = match self.free.get_mut(slots).and_then(Vec::pop) {
            Some(offset) => {
                let start = offset as usize;
                self.words[start] = header;
                self.words[start + 1..=start + slots].fill(0);
                offset
            }
            None => {
                let offset = crate::view::slots::index(self.words.len());
                self.words.push(header);
                self.words.resize(self.words.len() + slots, 0);
                offset
            }
        };
        self.places.insert(id, BlockPlace { offset, scope });
        Some(offset)
    }

    /// Forgets a block; what its slots refer to is the caller's to free.
    pub(crate) fn remove(&mut self, offset: u32, slots: usize) {
        self.places.remove(&self.id(offset));
        if self.free.len() <= slots {
            self.free.resize_with(slots + 1, Vec::new);
        }
        self.free[slots].push(offset);
    }

    pub(crate) fn place(&self, id: u32) -> Option<BlockPlace> {
        self.places.get(&id).copied()
    }

    #[expect(clippy::cast_possible_truncation, reason = "the low half is the id")]
    pub(crate) fn id(&self, offset: u32) -> u32 {
        self.words[offset as usize] as u32
    }

    pub(crate) fn template(&self, offset: u32) -> u32 {
        (self.words[offset as usize] >> 32) as u32
    }

    #[inline]
    pub(crate) fn slot(&self, offset: u32, slot: usize) -> Word {
        Word(self.words[offset as usize + 1 + slot])
    }

    #[inline]
    pub(crate) fn set_slot(&mut self, offset: u32, slot: usize, word: Word) {
        self.words[offset as usize + 1 + slot] = word.0;
    }

    pub(crate) fn insert_list(&mut self, list: List) -> u32 {
        match self.free_lists.pop() {
            Some(index) => {
                self.lists[index as usize] = list;
                index
            }
            None => {
                self.lists.push(list);
                crate::view::slots::index(self.lists.len() - 1)
            }
        }
    }

    pub(crate) fn list(&self, index: u32) -> &List {
        &self.lists[index as usize]
    }

    pub(crate) fn list_mut(&mut self, index: u32) -> &mut List {
        &mut self.lists[index as usize]
    }

    pub(crate) fn remove_list(&mut self, index: u32) -> List {
        self.free_lists.push(index);
        std::mem::take(&mut self.lists[index as usize])
    }

    /// Live blocks.
    pub(crate) fn block_count(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn memory_bytes(&self) -> usize {
        let lists: usize = self
            .lists
            .iter()
            .map(|list| list.keys.capacity() * 8 + list.blocks.capacity() * 4)
            .sum();
        self.words.capacity() * 8
            + self.places.capacity() * (size_of::<(u32, BlockPlace)>() + 1)
            + self.lists.capacity() * size_of::<List>()
            + lists
            + self
                .free
                .iter()
                .map(|free| free.capacity() * 4 + 24)
                .sum::<usize>()
    }
}

/// Ids are given out by us and count up: they need spreading, not protection.
#[derive(Debug, Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    fn write_u32(&mut self, id: u32) {
        // 2^64 / golden ratio (Knuth, TAOCP 3, 6.4: Fibonacci hashing); the map takes its index from the low bits.
        self.0 = (self.0 ^ u64::from(id))
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
