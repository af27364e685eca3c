//! Where slots stand: showing one at a place, parking it, moving it to another place. The design is told in
//! [`super::slot`].

use super::pass::{Pass, PassError};
use super::tree::Place;
use super::word::{Shows, Word};
use crate::reactive::Owner;

/// A slot that was placed while it still stood elsewhere.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Move {
    /// Id of the block where it is to stand.
    block: u32,
    slot: usize,
    scope: u32,
    level: usize,
}

impl Pass<'_, '_> {
    /// Shows a slot as part of new content.
    pub(super) fn mount_slot_place(
        &mut self,
        place: Place,
        owner: Owner,
        index: u32,
    ) -> Result<Word, PassError> {
        let Some(scope) = self.tree.find_slot(owner, index) else {
            self.shape.empty();
            self.content(|content| content.dyn_empty());
            return Ok(Word::NOTHING);
        };
        if self.tree.slot(scope).place.is_some() {
            self.shape.empty();
            self.content(|content| content.dyn_empty());
            self.move_later(place, scope);
            return Ok(Word::slot(scope));
        }
        let level = self.level;
        let slot = self.tree.slot_mut(scope);
        slot.place = Some(place);
        slot.level = level;
        if cfg!(debug_assertions) {
            self.written.has_new = true;
        }
        let (block, view, given) = (slot.block, slot.view, slot.given);
        if let Some(block) = block {
            let id = self.tree.shadow.id(block);
            self.content(|content| content.dyn_parked(id));
        } else if let Some(view) = view {
            let (template, slots) = self.view(view);
            let index = self.template_index(template);
            self.shape.branch(index);
            self.content(|content| content.dyn_view(index));
            self.mount_content(scope, template, index, slots)?;
        } else {
            self.shape.empty();
            self.content(|content| content.dyn_empty());
            if given {
                self.tree.want(scope);
            }
        }
        Ok(Word::slot(scope))
    }

    /// Shows a slot in a Dyn slot that shows `old` now.
    pub(super) fn diff_slot_place(
        &mut self,
        place: Place,
        old: Word,
        (owner, index): (Owner, u32),
        scope: u32,
    ) -> Result<(), PassError> {
        let Some(slot) = self.tree.find_slot(owner, index) else {
            self.diff_text(place, old, crate::view::slots::Item::Empty, scope);
            return Ok(());
        };
        let word = Word::slot(slot);
        if old == word && self.tree.slot(slot).place == Some(place) {
            return Ok(());
        }
        // What another slot shows here is parked and leaves the place empty.
        let is_empty = matches!(old.shows(), Shows::Nothing | Shows::Slot(_));
        self.remove_word(place, old, scope);
        self.tree.shadow.set_slot(place.block, place.slot, word);
        if self.tree.slot(slot).place.is_some() {
            if !is_empty {
                self.empty_dyn(place);
            }
            self.move_later(place, slot);
            return Ok(());
        }
        self.show_slot(place, slot, is_empty)
    }

    fn empty_dyn(&mut self, place: Place) {
        let (id, slot) = self.address(place);
        if let Some(ops) = self.ops() {
            ops.dyn_(id, slot).dyn_empty();
        }
    }

    /// The operation that shows a slot at a place whose word names it already.
    fn show_slot(&mut self, place: Place, scope: u32, is_empty: bool) -> Result<(), PassError> {
        let level = self.level;
        let slot = self.tree.slot_mut(scope);
        slot.place = Some(place);
        slot.level = level;
        if cfg!(debug_assertions) {
            self.written.has_new = true;
        }
        let (block, view, given) = (slot.block, slot.view, slot.given);
        let (id, number) = self.address(place);
        if let Some(block) = block {
            let parked = self.tree.shadow.id(block);
            if let Some(ops) = self.ops() {
                ops.dyn_(id, number).dyn_parked(parked);
            }
        } else if let Some(view) = view {
            let (template, slots) = self.view(view);
            let index = self.template_index(template);
            if let Some(ops) = self.ops() {
                ops.dyn_(id, number).dyn_view(index);
            }
            self.mount_content(scope, template, index, slots)?;
        } else {
            if !is_empty {
                self.empty_dyn(place);
            }
            if given {
                self.tree.want(scope);
            }
        }
        Ok(())
    }

    fn move_later(&mut self, place: Place, scope: u32) {
        let block = self.tree.shadow.id(place.block);
        let (slot, level) = (place.slot, self.level);
        self.tree.pending.moves.push(Move {
            block,
            slot,
            scope,
            level,
        });
    }

    /// Carries out the moves of a round: the places that slots were taken from have let go by now.
    pub(crate) fn finish_moves(&mut self) -> Result<(), PassError> {
        for at in self.tree.pending.take_some(|pending| &mut pending.moves) {
            let Some(block) = self.tree.shadow.place(at.block) else {
                continue;
            };
            let place = Place {
                block: block.offset,
                slot: at.slot,
            };
            let stands = self.tree.shadow.slot(place.block, place.slot) == Word::slot(at.scope);
            let Some(slot) = self.tree.find_scope(at.scope).filter(|_| stands) else {
                continue;
            };
            match slot.place {
                None => {
                    self.level = at.level;
                    self.show_slot(place, at.scope, true)?;
                }
                Some(other) if other == place => {}
                Some(_) => self.written.slot_twice = Some(self.tree.component(slot.taker)),
            }
        }
        Ok(())
    }

    /// A place that showed a slot goes, or shows something else: the content is parked.
    pub(super) fn release_slot(&mut self, place: Place, scope: u32) {
        if self.tree.find_scope(scope).and_then(|slot| slot.place) != Some(place) {
            return;
        }
        let slot = self.tree.slot_mut(scope);
        slot.place = None;
        if let Some(block) = slot.block {
            let id = self.tree.shadow.id(block);
            if let Some(ops) = self.ops() {
                ops.park(id);
            }
        }
    }
}
