//! The rows of a `for`: compared by key.

use super::pass::{Pass, PassError};
use super::plan::{Plan, Step, plan};
use super::rowtable::NO_BLOCK;
use super::shadow::List;
use super::tree::Place;
use super::word::{Shows, Word};
use crate::view::template::Template;

/// A new row in the draft: its key and where its slots start.
type Row = (u64, u32);

impl Pass<'_, '_> {
    /// Compares the rows of a Rows slot with `count` rows that start behind the item at `at`. Answers where the draft
    /// goes on.
    pub(crate) fn diff_rows(
        &mut self,
        place: Place,
        old: Word,
        template: &'static Template,
        count: u32,
        at: u32,
        scope: u32,
    ) -> Result<u32, PassError> {
        let list = self.list_of(place, old, template, scope);
        if let Some(next) = self.diff_same_keys(list, template, count, at + 1, scope)? {
            return Ok(next);
        }
        let mut rows: Vec<Row> = Vec::with_capacity(count as usize);
        let mut at = at + 1;
        for _ in 0..count {
            let (key, slots, next) = self.row(at);
            rows.push((key, slots));
            at = next;
        }
        let keys: Vec<u64> = rows.iter().map(|(key, _)| *key).collect();
        let plan = plan(&self.tree.shadow.list(list).keys, &keys);
        let template_index = self.tree.shadow.list(list).template;
        self.apply_plan(place, list, &plan, &keys, scope, |pass, index| {
            Ok(pass
                .mount_block(template, template_index, rows[index].1, scope)?
                .0)
        })?;
        for (index, kept) in plan.kept.iter().enumerate() {
            if kept.is_some() {
                let block = self.tree.shadow.list(list).blocks[index];
                self.diff_block(block, template, rows[index].1, scope)?;
            }
        }
        Ok(at)
    }

    /// The list of a Rows slot of a `for`; a new one when the slot has none yet, or rows of another template.
    fn list_of(&mut self, place: Place, old: Word, template: &'static Template, scope: u32) -> u32 {
        let index = self.template_index(template);
        if let Shows::List(list) = old.shows() {
            let rows = self.tree.shadow.list(list);
            if rows.each.is_none() && rows.template == index {
                return list;
            }
        }
        self.clear_rows(place, old, scope);
        let list = self.tree.shadow.insert_list(List {
            template: index,
            ..List::default()
        });
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::list(list));
        list
    }

    /// Empties a Rows slot that will get other rows.
    pub(crate) fn clear_rows(&mut self, place: Place, old: Word, scope: u32) {
        let Shows::List(list) = old.shows() else {
            return;
        };
        let had_rows = !self.tree.shadow.list(list).blocks.is_empty();
        self.remove_word(place, old, scope);
        let (id, slot) = self.address(place);
        if had_rows && let Some(ops) = self.ops() {
            ops.clear(id, slot);
        }
    }

    /// The common case, without buffers: the same keys in the same order. `None` when they are not.
    fn diff_same_keys(
        &mut self,
        list: u32,
        template: &'static Template,
        count: u32,
        first: u32,
        scope: u32,
    ) -> Result<Option<u32>, PassError> {
        let keys = &self.tree.shadow.list(list).keys;
        if keys.len() != count as usize {
            return Ok(None);
        }
        let mut at = first;
        for old in keys {
            let (key, _, next) = self.row(at);
            if *old != key {
                return Ok(None);
            }
            at = next;
        }
        at = first;
        for index in 0..count as usize {
            let (_, slots, next) = self.row(at);
            let block = self.tree.shadow.list(list).blocks[index];
            self.diff_block(block, template, slots, scope)?;
            at = next;
        }
        Ok(Some(at))
    }

    /// Carries a plan out on the shadow and writes its steps. `keys`: of the new rows. Rows that move are put in their place
    /// once, at the end: one after the other they would shift all rows behind them each time.
    pub(crate) fn apply_plan(
        &mut self,
        place: Place,
        list: u32,
        plan: &Plan,
        keys: &[u64],
        scope: u32,
        mut mount: impl FnMut(&mut Self, usize) -> Result<u32, PassError>,
    ) -> Result<(), PassError> {
        let is_move = |step: &Step| matches!(step, Step::Move { .. });
        let Some(first) = plan.steps.iter().position(is_move) else {
            return self.apply_steps(place, list, &plan.steps, keys, scope, mount);
        };
        let (id, slot) = self.address(place);
        let old = self.tree.shadow.list(list).blocks.clone();
        let of_kept = |kept: &Option<u32>| kept.map_or(NO_BLOCK, |at| old[at as usize]);
        let mut blocks: Vec<u32> = plan.kept.iter().map(of_kept).collect();
        let (removes, rest) = plan.steps.split_at(first);
        self.apply_steps(place, list, removes, keys, scope, &mut mount)?;
        self.check_rows(blocks.len(), scope)?;
        let template = self.tree.shadow.list(list).template;
        for step in rest {
            match *step {
                Step::Move { from, to } => {
                    if let Some(ops) = self.ops() {
                        ops.move_(id, slot, from, to);
                    }
                }
                Step::Insert { at, index, count } => {
                    if let Some(ops) = self.ops() {
                        ops.insert(id, slot, at, count, template);
                    }
                    let new = index as usize..(index + count) as usize;
                    for (block, index) in blocks[new.clone()].iter_mut().zip(new) {
                        *block = mount(self, index)?;
                    }
                }
                Step::Clear | Step::Remove { .. } | Step::Swap { .. } => {
                    unreachable!("a plan removes before it moves, and swaps alone")
                }
            }
        }
        let list = self.tree.shadow.list_mut(list);
        list.keys = keys.to_vec();
        list.blocks = blocks;
        Ok(())
    }

    /// Carries steps out on the shadow and writes them. `mount` makes the block of the new row with this index.
    pub(crate) fn apply_steps(
        &mut self,
        place: Place,
        list: u32,
        steps: &[Step],
        keys: &[u64],
        scope: u32,
        mut mount: impl FnMut(&mut Self, usize) -> Result<u32, PassError>,
    ) -> Result<(), PassError> {
        let (id, slot) = self.address(place);
        for step in steps {
            match *step {
                Step::Clear => {
                    self.remove_rows(list, 0, usize::MAX, scope);
                    if let Some(ops) = self.ops() {
                        ops.clear(id, slot);
                    }
                }
                Step::Remove { at, count } => {
                    self.remove_rows(list, at as usize, count as usize, scope);
                    if let Some(ops) = self.ops() {
                        ops.remove(id, slot, at, count);
                    }
                }
                Step::Move { from, to } => {
                    let list = self.tree.shadow.list_mut(list);
                    move_row(&mut list.keys, from, to);
                    move_row(&mut list.blocks, from, to);
                    if let Some(ops) = self.ops() {
                        ops.move_(id, slot, from, to);
                    }
                }
                Step::Swap { a, b } => {
                    let list = self.tree.shadow.list_mut(list);
                    list.keys.swap(a as usize, b as usize);
                    list.blocks.swap(a as usize, b as usize);
                    if let Some(ops) = self.ops() {
                        ops.swap(id, slot, a, b);
                    }
                }
                Step::Insert { at, index, count } => {
                    let List {
                        template, blocks, ..
                    } = self.tree.shadow.list(list);
                    let (template, rows) = (*template, blocks.len() + count as usize);
                    self.check_rows(rows, scope)?;
                    if let Some(ops) = self.ops() {
                        ops.insert(id, slot, at, count, template);
                    }
                    let new = index as usize..(index + count) as usize;
                    let mut blocks = Vec::with_capacity(new.len());
                    for index in new.clone() {
                        blocks.push(mount(self, index)?);
                    }
                    let list = self.tree.shadow.list_mut(list);
                    let at = at as usize;
                    list.blocks.splice(at..at, blocks);
                    list.keys.splice(at..at, keys[new].iter().copied());
                }
            }
        }
        Ok(())
    }

    /// Takes up to `count` rows away from `at` on.
    fn remove_rows(&mut self, list: u32, at: usize, count: usize, scope: u32) {
        let rows = self.tree.shadow.list_mut(list);
        let end = at.saturating_add(count).min(rows.blocks.len());
        let keys = rows.keys.drain(at..end);
        let gone: Vec<(u64, u32)> = keys.zip(rows.blocks.drain(at..end)).collect();
        for (key, block) in gone {
            self.remove_row(key, block, scope);
        }
    }
}

fn move_row<T>(rows: &mut Vec<T>, from: u32, to: u32) {
    let row = rows.remove(from as usize);
    rows.insert(to as usize, row);
}
