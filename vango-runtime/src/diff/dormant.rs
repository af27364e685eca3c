//! What a session keeps of its blocks while it is dormant, and how they come back.
//!
//! Render is pure: what a quiet session shows can be made again from its state. A dormant session has its components and
//! their state, as a frozen page has, and neither shadow nor handlers, rows of `each` or observers. What cannot be made
//! again is remembered: the ids of the blocks, which the browser knows, and which contents of slots are parked there.
//!
//! Invariant: a session that has woken has the same words in the same order as when it fell asleep, under the same ids;
//! or [`Tree::recall`] says that it has not, because a render was not pure, and the browser gets everything anew. When only
//! values differ (a page that says how late it is), the ids are the same all the same: an event finds its handler.
//!
//! It deliberately knows no time: the driver decides when a session is quiet.

use super::pass::{Pass, PassError};
use super::tree::{Pending, Place, Scope, Target};
use super::word::Shows;
use crate::reactive::allocated;
use crate::view::handler::HandlerSet;
use crate::view::seat::mix;

/// What is remembered of a session's blocks.
#[derive(Debug)]
pub(crate) struct Dormant {
    /// The ids, in the order in which the blocks are visited.
    ids: Box<[u8]>,
    blocks: u32,
    /// Of templates and keys, in the same order.
    structure: u64,
    /// Of the values that stand in slots.
    values: u64,
    next_id: u32,
    /// Scopes of the slots whose content is parked.
    parked: Box<[u32]>,
}

/// What a session that wakes shows, by what it showed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Recalled {
    Same,
    /// The same blocks with the same handlers, under the ids that they had, and something else in them.
    OtherValues,
    /// Other blocks; they keep their new ids.
    Others,
}

impl Dormant {
    pub(crate) fn memory_bytes(&self) -> usize {
        allocated(size_of::<Self>())
            + allocated(self.ids.len())
            + allocated(self.parked.len() * size_of::<u32>())
    }
}

impl super::Tree {
    /// What has to be remembered to make the blocks again. `None` when they cannot be made again by a render of the state
    /// as it is: something waits for a render, fails below a boundary, or stands where no render puts it, or a
    /// control holds what was not rendered.
    pub(crate) fn record(&self) -> Option<Dormant> {
        let is_settled = self.pending.peek().is_none_or(Pending::is_settled) && !self.fails();
        let root = self.root.filter(|_| is_settled)?;
        let mut walk = Walk::new(self);
        walk.instance(root);
        if walk.blocks.len() != self.shadow.block_count() {
            return None;
        }
        let ids = walk.blocks.iter().map(|block| self.shadow.id(*block));
        Some(Dormant {
            ids: encode(ids),
            blocks: crate::view::slots::index(walk.blocks.len()),
            structure: walk.structure.0,
            values: walk.values.0,
            next_id: self.shadow.next_id(),
            parked: walk.parked.into(),
        })
    }

    /// Makes sure that nothing is left of what a render makes: after the blocks were taken down.
    pub(crate) fn forget_renders(&mut self) {
        debug_assert_eq!(self.shadow.block_count(), 0, "the blocks were taken down");
        let next_id = self.shadow.next_id();
        self.shadow = super::shadow::Shadow::new(next_id);
        self.targets = super::rowtable::Targets::default();
        self.eaches.shrink_to_fit();
        self.pending.give_back();
        self.scopes.shrink_to_fit();
        for (_, scope) in &mut self.scopes {
            if let Scope::Instance(instance) = scope {
                instance.handlers = HandlerSet::default();
            }
        }
    }

    /// Gives all components observers again: before the first render after [`Tree::forget_renders`].
    pub(crate) fn give_observers(&mut self) {
        for (scope, instance) in &mut self.scopes {
            if let Scope::Instance(instance) = instance {
                instance.observer = self.store.create_observer();
                let target = Target::Instance(crate::view::slots::index(scope));
                self.targets.insert(instance.observer, target);
            }
        }
    }

    /// Gives the blocks, which were made anew, the ids that they had, if they are the same blocks.
    pub(crate) fn recall(&mut self, dormant: &Dormant) -> Recalled {
        self.mark_parked(dormant, false);
        let Some(root) = self.root else {
            return Recalled::Others;
        };
        let mut walk = Walk::new(self);
        walk.instance(root);
        let values = walk.values.0;
        let blocks = walk.blocks;
        if walk.structure.0 != dormant.structure
            || blocks.len() != dormant.blocks as usize
            || blocks.len() != self.shadow.block_count()
        {
            return Recalled::Others;
        }
        let ids = blocks.into_iter().zip(decode(&dormant.ids));
        self.shadow.renumber(ids, dormant.next_id);
        if values == dormant.values {
            Recalled::Same
        } else {
            Recalled::OtherValues
        }
    }

    /// Lets the content of the slots that were parked be made, or not, although nobody shows it.
    pub(crate) fn mark_parked(&mut self, dormant: &Dormant, is_recalled: bool) {
        for scope in &dormant.parked {
            if let Some(Scope::Slot(slot)) = self.scopes.get_mut(*scope as usize) {
                slot.is_recalled = is_recalled;
            }
        }
    }
}

impl Pass<'_, '_> {
    /// Makes the content of a component's slots that was parked when the session fell asleep.
    pub(super) fn mount_parked(&mut self, taker: u32) -> Result<(), PassError> {
        for at in 0..self.tree.instance(taker).slots.len() {
            let scope = self.tree.instance(taker).slots[at];
            let slot = self.tree.slot(scope);
            let (None, None, Some(view), true) =
                (slot.place, slot.block, slot.view, slot.is_recalled)
            else {
                continue;
            };
            let around = std::mem::replace(&mut self.level, slot.level);
            let (template, slots) = self.view(view);
            let index = self.template_index(template);
            self.mount_content(scope, template, index, slots)?;
            self.level = around;
        }
        Ok(())
    }
}

/// Visits the blocks in the order in which a render makes them.
struct Walk<'t> {
    tree: &'t super::Tree,
    /// Offsets.
    blocks: Vec<u32>,
    structure: Digest,
    values: Digest,
    parked: Vec<u32>,
}

impl<'t> Walk<'t> {
    fn new(tree: &'t super::Tree) -> Self {
        Self {
            blocks: Vec::with_capacity(tree.shadow.block_count()),
            tree,
            structure: Digest(0),
            values: Digest(0),
            parked: Vec::new(),
        }
    }

    fn instance(&mut self, scope: u32) {
        let instance = self.tree.instance(scope);
        if let Some(block) = instance.block {
            self.block(block);
        }
        for scope in &instance.slots {
            let slot = self.tree.slot(*scope);
            if let (None, Some(block)) = (slot.place, slot.block) {
                self.parked.push(*scope);
                self.block(block);
            }
        }
    }

    fn block(&mut self, block: u32) {
        self.blocks.push(block);
        self.structure.mix(self.tree.shadow.template(block).into());
        for slot in 0..self.tree.template_of(block).slots.len() {
            self.slot(Place { block, slot });
        }
    }

    fn slot(&mut self, place: Place) {
        let word = self.tree.shadow.slot(place.block, place.slot);
        match word.shows() {
            Shows::Nothing | Shows::Value => self.values.mix(word.0),
            Shows::Handler(_) => self.structure.mix(HANDLER),
            Shows::Block(block) => self.block(block),
            Shows::List(list) => {
                let list = self.tree.shadow.list(list);
                self.structure.mix(list.keys.len() as u64);
                for (key, block) in list.keys.iter().zip(&list.blocks) {
                    self.structure.mix(*key);
                    self.block(*block);
                }
            }
            Shows::Child(child) => {
                self.structure.mix(CHILD);
                self.instance(child);
            }
            Shows::Slot(scope) => {
                self.structure.mix(SLOT);
                if let Some(slot) = self.tree.find_scope(scope)
                    && slot.place == Some(place)
                    && let Some(block) = slot.block
                {
                    self.block(block);
                }
            }
        }
    }
}

const HANDLER: u64 = 1;
const CHILD: u64 = 2;
const SLOT: u64 = 3;

/// It compares a session with itself, and texts are keyed fingerprints already: no protection is needed.
struct Digest(u64);

impl Digest {
    fn mix(&mut self, word: u64) {
        self.0 = mix(self.0, word);
    }
}

/// Ids as runs: how far the first is from the end of the run before (zigzag), and how many follow one another, as LEB128.
/// A page as it was loaded is one run.
fn encode(ids: impl Iterator<Item = u32>) -> Box<[u8]> {
    let mut bytes = Vec::new();
    let mut run: Option<(u32, u32)> = None;
    let mut end = 0;
    let mut close = |run: Option<(u32, u32)>, end: &mut i64| {
        if let Some((first, count)) = run {
            let step = i64::from(first) - *end;
            put(&mut bytes, ((step << 1) ^ (step >> 63)).cast_unsigned());
            put(&mut bytes, count.into());
            *end = i64::from(first) + i64::from(count);
        }
    };
    for id in ids {
        match &mut run {
            Some((first, count)) if *first + *count == id => *count += 1,
            _ => {
                close(run, &mut end);
                run = Some((id, 1));
            }
        }
    }
    close(run, &mut end);
    bytes.into()
}

fn decode(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut rest = bytes;
    let mut end = 0_i64;
    std::iter::from_fn(move || {
        let step = take(&mut rest)?;
        let count = take(&mut rest)?.cast_signed();
        let first = end + ((step >> 1).cast_signed() ^ -(step & 1).cast_signed());
        end = first + count;
        Some(first..end)
    })
    .flatten()
    .map(|id| u32::try_from(id).expect("an id was put in"))
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    bytes.push((value & 0x7f) as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return Some(value);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ids_come_back(ids in proptest::collection::vec(0u32..=1 << 31, 0..40), run in 0u32..400) {
            let ids: Vec<u32> = ids.into_iter().chain(7..7 + run).collect();
            let bytes = encode(ids.iter().copied());
            prop_assert_eq!(decode(&bytes).collect::<Vec<_>>(), ids);
        }
    }

    #[test]
    fn a_run_is_a_few_bytes() {
        assert_eq!(encode(1..100_001).len(), 4);
        assert_eq!(encode(std::iter::empty()).len(), 0);
    }
}
