//! Blocks: mounting a new one, comparing one with its shadow, taking one away.

use vango_protocol::SlotKind;

use super::pass::{Pass, PassError};
use super::shadow::List;
use super::tree::{Place, Scope};
use super::word::{Shows, Word};
use crate::view::slots::Item;
use crate::view::template::Template;

impl Pass<'_, '_> {
    /// Writes the content of a new block of `template` whose slots start at `at` in the draft, and makes its shadow.
    /// Answers the block's offset and where the draft goes on.
    pub(crate) fn mount_block(
        &mut self,
        template: &'static Template,
        index: u32,
        mut at: u32,
        scope: u32,
    ) -> Result<(u32, u32), PassError> {
        if template.is_document {
            let component = self.tree.component(scope);
            return Err(PassError::Document { component });
        }
        let block = self
            .tree
            .shadow
            .insert(index, template.slots.len(), scope)
            .ok_or(PassError::OutOfIds)?;
        if cfg!(debug_assertions) {
            self.written.has_new = true;
        }
        self.enter_block(scope)?;
        for (slot, kind) in template.slots.iter().enumerate() {
            let (word, next) = self.mount_slot(Place { block, slot }, *kind, at, scope)?;
            self.tree.shadow.set_slot(block, slot, word);
            at = next;
        }
        self.level -= 1;
        Ok((block, at))
    }

    /// As [`Pass::mount_block`] for a view, which is the same wherever it is placed.
    pub(crate) fn mount_view(
        &mut self,
        template: &'static Template,
        index: u32,
        at: u32,
        scope: u32,
    ) -> Result<u32, PassError> {
        let path = std::mem::take(&mut self.path);
        let (block, _) = self.mount_block(template, index, at, scope)?;
        self.path = path;
        Ok(block)
    }

    fn mount_slot(
        &mut self,
        place: Place,
        kind: SlotKind<'_>,
        at: u32,
        scope: u32,
    ) -> Result<(Word, u32), PassError> {
        let (item, at) = self.slot_item(at);
        Ok(match (kind, item) {
            (SlotKind::On { .. } | SlotKind::OnWith { .. }, Item::Handler(address)) => {
                self.draft.place(at);
                (Word::handler(address), at + 1)
            }
            (SlotKind::Class(_), _) => {
                let on = matches!(item, Item::Flag(true));
                self.content(|content| content.class(on));
                (Word::flag(on), at + 1)
            }
            (SlotKind::Attr(_) | SlotKind::Style(_) | SlotKind::Spread, _) => {
                self.with_text(item, |ops, text| ops.content().attr(text));
                (self.word(item), at + 1)
            }
            (SlotKind::Dyn, _) => (self.mount_dyn(place, item, scope)?, at + 1),
            (SlotKind::Branch, _) => self.mount_branch(item, at, scope)?,
            (SlotKind::Rows, Item::Rows { template, count }) => {
                self.mount_rows(template, count, at, scope)?
            }
            (SlotKind::Rows, Item::Each { index }) => {
                (self.mount_each(place, index, scope)?, at + 1)
            }
            (SlotKind::Child, Item::Child { index }) => {
                (self.mount_child(place, index, scope)?, at + 1)
            }
            (
                SlotKind::On { .. } | SlotKind::OnWith { .. } | SlotKind::Rows | SlotKind::Child,
                _,
            ) => (self.mount_nothing(kind), at + 1),
        })
    }

    /// What a row shows whose closure panicked.
    fn mount_nothing(&mut self, kind: SlotKind<'_>) -> Word {
        if matches!(kind, SlotKind::Rows | SlotKind::Child) {
            self.shape.empty();
        }
        self.content(|content| match kind {
            SlotKind::Rows => content.rows(0, 0),
            SlotKind::Child => content.branch_empty(),
            _ => {}
        });
        Word::NOTHING
    }

    fn mount_branch(&mut self, item: Item, at: u32, scope: u32) -> Result<(Word, u32), PassError> {
        let Item::Branch(template) = item else {
            self.shape.empty();
            self.content(|content| content.branch_empty());
            return Ok((Word::NOTHING, at + 1));
        };
        let index = self.template_index(template);
        self.shape.branch(index);
        self.content(|content| content.branch(index));
        let (block, next) = self.mount_block(template, index, at + 1, scope)?;
        Ok((Word::block(block), next))
    }

    fn mount_rows(
        &mut self,
        template: &'static Template,
        count: u32,
        at: u32,
        scope: u32,
    ) -> Result<(Word, u32), PassError> {
        self.check_rows(count as usize, scope)?;
        let index = self.template_index(template);
        self.shape.rows(count, index);
        self.content(|content| content.rows(count, index));
        let mut list = List {
            template: index,
            keys: Vec::with_capacity(count as usize),
            blocks: Vec::with_capacity(count as usize),
            each: None,
        };
        let mut at = at + 1;
        let path = self.path;
        for _ in 0..count {
            let (key, slots, next) = self.row(at);
            self.path = path.row(key);
            list.blocks
                .push(self.mount_block(template, index, slots, scope)?.0);
            list.keys.push(key);
            at = next;
        }
        self.path = path;
        Ok((Word::list(self.tree.shadow.insert_list(list)), at))
    }

    /// The row at or after `at`: its key, where its slots start, where the next row starts.
    pub(crate) fn row(&self, at: u32) -> (u64, u32, u32) {
        match self.slot_item(at) {
            (Item::Row { key, next }, at) => (key, at + 1, next),
            (item, _) => unreachable!("a row was counted, but the draft has {item:?}"),
        }
    }

    /// Compares a block with the slots that start at `at`. Answers where the draft goes on.
    pub(crate) fn diff_block(
        &mut self,
        block: u32,
        template: &'static Template,
        mut at: u32,
        scope: u32,
    ) -> Result<u32, PassError> {
        self.enter_block(scope)?;
        let mut slot = 0;
        loop {
            (slot, at) = self.pass_same(block, template.slots.len(), slot, at);
            let Some(kind) = template.slots.get(slot) else {
                break;
            };
            at = self.diff_slot(Place { block, slot }, *kind, at, scope)?;
            slot += 1;
        }
        self.level -= 1;
        Ok(at)
    }

    /// Passes over the slots from `first` on that show the value that they have shown: most slots of most rows, hence
    /// without a look at their kinds. Answers the first other slot, or `slots` when there is none, and where the draft goes
    /// on. A handler with the word of the one before it has that one's place in a set that was replaced as a whole, so
    /// nothing is let go of; rows of an `each`, whose handlers are, never get the place of a handler that is still there.
    fn pass_same(&mut self, block: u32, slots: usize, first: usize, at: u32) -> (usize, u32) {
        let key = self.tree.hash_key;
        let words = self.tree.shadow.words(block, slots);
        let mut at = at;
        for (slot, old) in words.iter().enumerate().skip(first) {
            at = self.draft.next_slot(at);
            let item = self.draft.items[at as usize];
            let same = match item {
                Item::Handler(address) => Word::handler(address).0 == *old,
                _ => Word::of(item, &self.draft, key).is_some_and(|word| word.0 == *old),
            };
            if !same {
                return (slot, at);
            }
            if let Item::Handler(_) = item {
                self.draft.place(at);
            }
            at += 1;
        }
        (slots, at)
    }

    fn diff_slot(
        &mut self,
        place: Place,
        kind: SlotKind<'_>,
        at: u32,
        scope: u32,
    ) -> Result<u32, PassError> {
        let (item, at) = self.slot_item(at);
        let old = self.tree.shadow.slot(place.block, place.slot);
        match (kind, item) {
            (SlotKind::On { .. } | SlotKind::OnWith { .. }, _) => {
                self.release_handler(old, scope);
                let word = if let Item::Handler(address) = item {
                    self.draft.place(at);
                    Word::handler(address)
                } else {
                    Word::NOTHING
                };
                self.tree.shadow.set_slot(place.block, place.slot, word);
            }
            (SlotKind::Class(_), _) => {
                let on = matches!(item, Item::Flag(true));
                if self.replace_word(place, old, Word::flag(on)) {
                    let (id, slot) = self.address(place);
                    if let Some(ops) = self.ops() {
                        ops.class(id, slot, on);
                    }
                }
            }
            (SlotKind::Attr(_) | SlotKind::Style(_) | SlotKind::Spread, _) => {
                let word = self.word(item);
                if self.replace_word(place, old, word)
                    && !self.shows_already(place, old, word, item)
                {
                    let (id, slot) = self.address(place);
                    self.with_text(item, |ops, text| ops.attr(id, slot, text));
                }
            }
            (SlotKind::Dyn, _) => self.diff_dyn(place, old, item, scope)?,
            (SlotKind::Branch, _) => return self.diff_branch(place, old, item, at, scope),
            (SlotKind::Rows, Item::Rows { template, count }) => {
                return self.diff_rows(place, old, template, count, at, scope);
            }
            (SlotKind::Rows, Item::Each { index }) => self.diff_each(place, old, index, scope)?,
            (SlotKind::Child, Item::Child { index }) => {
                self.diff_child(place, old, index, scope)?;
            }
            (SlotKind::Rows | SlotKind::Child, _) => self.diff_nothing(place, old, kind, scope),
        }
        Ok(at + 1)
    }

    fn diff_branch(
        &mut self,
        place: Place,
        old: Word,
        item: Item,
        at: u32,
        scope: u32,
    ) -> Result<u32, PassError> {
        let (id, slot) = self.address(place);
        let Item::Branch(template) = item else {
            if old != Word::NOTHING {
                self.remove_word(place, old, scope);
                self.tree
                    .shadow
                    .set_slot(place.block, place.slot, Word::NOTHING);
                if let Some(ops) = self.ops() {
                    ops.branch(id, slot).branch_empty();
                }
            }
            return Ok(at + 1);
        };
        let index = self.template_index(template);
        if let Shows::Block(block) = old.shows()
            && self.tree.shadow.template(block) == index
        {
            return self.diff_block(block, template, at + 1, scope);
        }
        self.remove_word(place, old, scope);
        if let Some(ops) = self.ops() {
            ops.branch(id, slot).branch(index);
        }
        let (block, next) = self.mount_block(template, index, at + 1, scope)?;
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::block(block));
        Ok(next)
    }

    fn diff_nothing(&mut self, place: Place, old: Word, kind: SlotKind<'_>, scope: u32) {
        if old == Word::NOTHING {
            return;
        }
        let (id, slot) = self.address(place);
        self.remove_word(place, old, scope);
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::NOTHING);
        if let Some(ops) = self.ops() {
            match kind {
                SlotKind::Rows => ops.clear(id, slot),
                _ => ops.branch(id, slot).branch_empty(),
            }
        }
    }

    /// Block id and slot number of a place, as the wire has them.
    pub(crate) fn address(&self, place: Place) -> (u32, u32) {
        (
            self.tree.shadow.id(place.block),
            crate::view::slots::index(place.slot),
        )
    }

    /// Stores the word; whether it is another one.
    pub(super) fn replace_word(&mut self, place: Place, old: Word, new: Word) -> bool {
        if old == new {
            return false;
        }
        self.tree.shadow.set_slot(place.block, place.slot, new);
        true
    }

    /// Drops a handler that an `each` row no longer has. A component's handlers are replaced as a whole.
    fn release_handler(&mut self, word: Word, scope: u32) {
        if let Shows::Handler(address) = word.shows() {
            let scope = self.tree.handler_scope(scope);
            if let Some(Scope::Each(each)) = self.tree.scopes.get_mut(scope as usize) {
                each.handlers.remove(address);
            }
        }
    }

    /// Frees what a slot showed: blocks, rows and children below it. A component's slot is let go of.
    pub(crate) fn remove_word(&mut self, place: Place, word: Word, scope: u32) {
        match word.shows() {
            Shows::Slot(slot) => self.release_slot(place, slot),
            Shows::Block(block) => self.remove_block(block, scope),
            Shows::List(list) => self.remove_list(list, scope),
            Shows::Child(child) => self.remove_instance(child),
            Shows::Handler(_) => self.release_handler(word, scope),
            Shows::Nothing | Shows::Value => {}
        }
    }

    pub(crate) fn remove_block(&mut self, block: u32, scope: u32) {
        let slots = self.tree.template_of(block).slots.len();
        for slot in 0..slots {
            let word = self.tree.shadow.slot(block, slot);
            self.remove_word(Place { block, slot }, word, scope);
        }
        self.tree.shadow.remove(block, slots);
    }

    pub(crate) fn remove_list(&mut self, index: u32, scope: u32) {
        let list = self.tree.shadow.remove_list(index);
        let scope = list.each.unwrap_or(scope);
        for (key, block) in list.keys.into_iter().zip(list.blocks) {
            self.remove_row(key, block, scope);
        }
        if list.each.is_some() {
            self.remove_each(scope);
        }
    }
}
