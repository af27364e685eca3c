//! What the browser shows, one word a slot.
//!
//! All blocks of a session live in one vector of words: a header (template index, block id), then one word for each
//! slot. Freed blocks are reused by size. Ids are given out once and never again; a freed block's id is unknown from
//! then on, so an event for it finds nothing.

use super::word::Word;
use crate::reactive::allocated;

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
    places: Places,
    next_id: u32,
}

impl Shadow {
    pub(crate) fn new(first_id: u32) -> Self {
        Self {
            words: Vec::new(),
            free: Vec::new(),
            lists: Vec::new(),
            free_lists: Vec::new(),
            places: Places::default(),
            next_id: first_id,
        }
    }

    /// The id that the next block gets.
    pub(crate) fn next_id(&self) -> u32 {
        self.next_id
    }

    /// Gives out no id below `id` any more.
    pub(crate) fn skip_ids(&mut self, id: u32) {
        self.next_id = self.next_id.max(id);
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
        self.places.push(id, BlockPlace { offset, scope });
        Some(offset)
    }

    /// Gives blocks other ids, and goes on with `next_id`. `ids`: the offsets of all live blocks, and their ids.
    pub(crate) fn renumber(&mut self, ids: impl Iterator<Item = (u32, u32)>, next_id: u32) {
        let mut entries = Vec::with_capacity(self.places.len());
        for (offset, id) in ids {
            let scope = self.scope(offset);
            entries.push((id, BlockPlace { offset, scope }));
        }
        for (id, place) in &entries {
            let header = &mut self.words[place.offset as usize];
            *header = *header >> 32 << 32 | u64::from(*id);
        }
        entries.sort_unstable_by_key(|(id, _)| *id);
        self.places = Places { entries, gone: 0 };
        self.next_id = next_id;
    }

    /// Forgets a block; what its slots refer to is the caller's to free.
    pub(crate) fn remove(&mut self, offset: u32, slots: usize) {
        self.places.remove(self.id(offset));
        if self.free.len() <= slots {
            self.free.resize_with(slots + 1, Vec::new);
        }
        self.free[slots].push(offset);
    }

    /// The live blocks of a template.
    pub(crate) fn blocks_of(&self, template: u32) -> impl Iterator<Item = u32> {
        let live = self.places.entries.iter().map(|(_, place)| place.offset);
        live.filter(move |offset| *offset != GONE && self.template(*offset) == template)
    }

    pub(crate) fn place(&self, id: u32) -> Option<BlockPlace> {
        self.places.get(id)
    }

    /// The scope of the live block at `offset`.
    pub(crate) fn scope(&self, offset: u32) -> u32 {
        self.places
            .get(self.id(offset))
            .expect("the caller has the offset of a live block")
            .scope
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

    /// The words of the `slots` slots of a block.
    #[inline]
    pub(crate) fn words(&self, offset: u32, slots: usize) -> &[u64] {
        &self.words[offset as usize + 1..][..slots]
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
            .map(|list| allocated(list.keys.capacity() * 8) + allocated(list.blocks.capacity() * 4))
            .sum();
        self.words.capacity() * 8
            + self.places.memory_bytes()
            + self.lists.capacity() * size_of::<List>()
            + lists
            + self
                .free
                .iter()
                .map(|free| free.capacity() * 4 + 24)
                .sum::<usize>()
    }
}

/// Where the live blocks are, by id.
///
/// Ids only go up, so a vector in order of ids is filled at its end and searched in halves: half the memory of a hash
/// map, and nothing to hash when a thousand rows are mounted.
#[derive(Debug, Default)]
struct Places {
    /// A block that has gone keeps its entry, with the offset [`GONE`], until half of the entries are of that kind.
    entries: Vec<(u32, BlockPlace)>,
    gone: usize,
}

/// No block has this offset.
const GONE: u32 = u32::MAX;

impl Places {
    /// `id` is higher than all before.
    fn push(&mut self, id: u32, place: BlockPlace) {
        debug_assert!(self.entries.last().is_none_or(|(last, _)| *last < id));
        self.entries.push((id, place));
    }

    fn get(&self, id: u32) -> Option<BlockPlace> {
        let at = self.entries.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        let place = self.entries[at].1;
        (place.offset != GONE).then_some(place)
    }

    fn remove(&mut self, id: u32) {
        let Ok(at) = self.entries.binary_search_by_key(&id, |(id, _)| *id) else {
            return;
        };
        if self.entries[at].1.offset == GONE {
            return;
        }
        self.entries[at].1.offset = GONE;
        self.gone += 1;
        if self.gone * 2 > self.entries.len() {
            self.entries.retain(|(_, place)| place.offset != GONE);
            self.gone = 0;
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }

    fn len(&self) -> usize {
        self.entries.len() - self.gone
    }

    fn memory_bytes(&self) -> usize {
        self.entries.capacity() * size_of::<(u32, BlockPlace)>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn places_are_a_map(ops in proptest::collection::vec((any::<bool>(), 0usize..40), 0..120)) {
            let mut places = Places::default();
            let mut model = BTreeMap::new();
            let mut next = 1;
            for (insert, at) in ops {
                if insert {
                    let place = BlockPlace { offset: next * 3, scope: 7 };
                    places.push(next, place);
                    model.insert(next, place);
                    next += 2;
                } else if let Some(id) = model.keys().nth(at).copied() {
                    places.remove(id);
                    model.remove(&id);
                }
                prop_assert_eq!(places.len(), model.len());
                for id in 0..next + 2 {
                    prop_assert_eq!(places.get(id), model.get(&id).copied());
                }
                prop_assert!(places.entries.len() <= 2 * model.len().max(1));
            }
        }
    }
}
