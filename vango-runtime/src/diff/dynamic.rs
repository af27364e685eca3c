//! Dyn slots: text, nothing, raw HTML, a view, or a slot of the component.

use super::pass::{Pass, PassError};
use super::tree::Place;
use super::word::{Shows, Word};
use crate::view::slots::Item;

impl Pass<'_, '_> {
    /// Writes what a Dyn slot of a new block shows; answers its word.
    pub(super) fn mount_dyn(
        &mut self,
        place: Place,
        item: Item,
        scope: u32,
    ) -> Result<Word, PassError> {
        match item {
            Item::View { at } => {
                let (template, slots) = self.view(at);
                let index = self.template_index(template);
                self.shape.branch(index);
                self.content(|content| content.dyn_view(index));
                let block = self.mount_view(template, index, slots, scope)?;
                return Ok(Word::block(block));
            }
            Item::Slot { owner, index } => return self.mount_slot_place(place, owner, index),
            Item::Html { at, len } => {
                self.shape.html();
                self.with_html(at, len, |ops, html| ops.content().dyn_html(html));
            }
            Item::Empty => {
                self.shape.empty();
                self.content(|content| content.dyn_empty());
            }
            _ => {
                self.shape.texts(1);
                self.with_text(item, |ops, text| match text {
                    Some(text) => ops.content().dyn_text(text),
                    None => ops.content().dyn_empty(),
                });
            }
        }
        Ok(self.word(item))
    }

    /// Compares what a Dyn slot shows with what it is to show.
    pub(super) fn diff_dyn(
        &mut self,
        place: Place,
        old: Word,
        item: Item,
        scope: u32,
    ) -> Result<(), PassError> {
        let (id, slot) = self.address(place);
        match item {
            Item::View { at } => {
                let (template, slots) = self.view(at);
                let index = self.template_index(template);
                if let Shows::Block(block) = old.shows()
                    && self.tree.shadow.template(block) == index
                {
                    self.diff_block(block, template, slots, scope)?;
                    return Ok(());
                }
                self.remove_word(place, old, scope);
                if let Some(ops) = self.ops() {
                    ops.dyn_(id, slot).dyn_view(index);
                }
                let block = self.mount_view(template, index, slots, scope)?;
                self.tree
                    .shadow
                    .set_slot(place.block, place.slot, Word::block(block));
            }
            Item::Slot { owner, index } => {
                self.diff_slot_place(place, old, (owner, index), scope)?;
            }
            _ => self.diff_text(place, old, item, scope),
        }
        Ok(())
    }

    /// As [`Pass::diff_dyn`] for text, a number, raw HTML or nothing.
    pub(super) fn diff_text(&mut self, place: Place, old: Word, item: Item, scope: u32) {
        let word = self.word(item);
        if !self.replace_word(place, old, word) {
            return;
        }
        self.remove_word(place, old, scope);
        let (id, slot) = self.address(place);
        match item {
            Item::Html { at, len } => {
                self.with_html(at, len, |ops, html| ops.dyn_(id, slot).dyn_html(html));
            }
            // What a slot showed was parked, and the place is empty.
            Item::Empty if matches!(old.shows(), Shows::Slot(_)) => {}
            _ => self.with_text(item, |ops, text| match text {
                Some(text) => ops.text(id, slot, text),
                None => ops.dyn_(id, slot).dyn_empty(),
            }),
        }
    }
}
