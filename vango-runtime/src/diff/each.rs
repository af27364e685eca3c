//! The rows of an `each`: a scope a row, run alone.
//!
//! The list says itself what was done to it, so nothing is compared: its edits become steps, and only rows that were
//! inserted, updated, or whose reads have changed run their closure.

use std::collections::HashSet;

use vango_protocol::SlotKind;

use super::pass::{Pass, PassError};
use super::plan::{Step, plan};
use super::rowtable::RowTable;
use super::shadow::List;
use super::tree::{EachScope, Place, Scope, Target};
use super::word::{Shows, Word};
use crate::reactive::{ListEdit, Observer, RowId};
use crate::view::each::EachDraft;
use crate::view::handler::HandlerSet;
use crate::view::slots::{Item, Mark, index};
use crate::view::template::Template;

/// What the edits of a list come to.
struct Edited {
    steps: Vec<Step>,
    /// Keys of the new rows that the steps refer to.
    inserted: Vec<u64>,
    /// Rows whose value has changed.
    updated: Vec<RowId>,
}

impl Pass<'_, '_> {
    /// Mounts an `each` as part of new content.
    pub(crate) fn mount_each(
        &mut self,
        place: Place,
        draft: u32,
        scope: u32,
    ) -> Result<Word, PassError> {
        let draft = self.take_each(draft);
        let template = draft.template;
        let (each, list) = self.new_each(place, draft, scope);
        let order = self.order(each);
        self.check_rows(order.len(), scope)?;
        let index = self.template_index(template);
        let count = crate::view::slots::index(order.len());
        self.shape.rows(count, index);
        self.content(|content| content.rows(count, index));
        let mut rows = List {
            template: index,
            keys: order.clone(),
            blocks: Vec::with_capacity(order.len()),
            each: Some(each),
        };
        for row in order {
            rows.blocks.push(self.mount_row(each, RowId(row))?);
        }
        *self.tree.shadow.list_mut(list) = rows;
        Ok(Word::list(list))
    }

    /// The parent of an `each` was rendered again: its closure may have captured other values, so every row runs.
    pub(crate) fn diff_each(
        &mut self,
        place: Place,
        old: Word,
        draft: u32,
        scope: u32,
    ) -> Result<(), PassError> {
        let draft = self.take_each(draft);
        if let Shows::List(list) = old.shows()
            && let Some(each) = self.tree.shadow.list(list).each
            && self.tree.each(each).list == draft.list
            && self.tree.each(each).template.hash == draft.template.hash
        {
            self.tree.each_mut(each).row = draft.row;
            let fresh = self.sync_rows(each)?;
            return self.render_rows_except(each, &fresh);
        }
        self.clear_rows(place, old, scope);
        let (each, list) = self.new_each(place, draft, scope);
        self.tree
            .shadow
            .set_slot(place.block, place.slot, Word::list(list));
        let order = self.order(each);
        self.reorder(each, &order)?;
        Ok(())
    }

    /// The list of an `each` was edited: carries the edits out.
    pub(crate) fn sync_each(&mut self, each: u32) -> Result<(), PassError> {
        self.sync_rows(each).map(drop)
    }

    /// One row alone: something that it read has changed.
    pub(crate) fn render_each_row(&mut self, each: u32, row: RowId) -> Result<(), PassError> {
        let Some(block) = self.tree.each(each).shown.block(row) else {
            return Ok(());
        };
        let EachScope {
            template, level, ..
        } = *self.tree.each(each);
        // Its own level: content that was moved may stand at another one now, and the caller goes on where it was.
        let level = std::mem::replace(&mut self.level, level);
        let mark = self.draft.mark();
        let slots = self.run_row(each, row);
        let around = self.row.replace(row);
        self.diff_block(block, template, slots, each)?;
        self.row = around;
        self.level = level;
        self.release_unplaced(mark, each);
        self.draft.truncate(mark);
        Ok(())
    }

    fn take_each(&mut self, draft: u32) -> EachDraft {
        self.draft.eaches[draft as usize]
            .take()
            .expect("a draft's each is mounted or compared once")
    }

    fn new_each(&mut self, place: Place, draft: EachDraft, scope: u32) -> (u32, u32) {
        let nesting = self.tree.rank(scope).1 + 1;
        let template = self.template_index(draft.template);
        let list = self.tree.shadow.insert_list(List {
            template,
            ..List::default()
        });
        let round = self.tree.round;
        let each = index(self.tree.scopes.insert(Scope::Each(EachScope {
            outer: scope,
            nesting,
            level: self.level,
            template: draft.template,
            list: draft.list,
            row: draft.row,
            rows: list,
            place,
            handlers: HandlerSet::default(),
            shown: RowTable::default(),
            round,
        })));
        self.tree.shadow.list_mut(list).each = Some(each);
        self.tree.eaches.push(each);
        (each, list)
    }

    fn order(&self, each: u32) -> Vec<u64> {
        self.tree
            .store
            .list_order(self.tree.each(each).list)
            .map(|row| row.0)
            .collect()
    }

    /// Carries the list's edits out. Answers the rows that were rendered on the way.
    fn sync_rows(&mut self, each: u32) -> Result<HashSet<u64>, PassError> {
        let round = self.tree.round;
        let scope = self.tree.each_mut(each);
        if scope.round == round {
            return Ok(HashSet::new());
        }
        scope.round = round;
        let own = scope.level;
        let level = std::mem::replace(&mut self.level, own);
        let rendered = self.apply_edits(each)?;
        self.level = level;
        Ok(rendered)
    }

    fn apply_edits(&mut self, each: u32) -> Result<HashSet<u64>, PassError> {
        let list = self.tree.each(each).list;
        let edits = self.tree.store.list_edits(list);
        if edits.is_empty() {
            return Ok(HashSet::new());
        }
        if edits.contains(&ListEdit::Reset) {
            let order = self.order(each);
            let fresh = self.reorder(each, &order)?;
            self.render_rows_except(each, &fresh)?;
            return Ok(order.into_iter().collect());
        }
        let edited = translate(edits);
        let EachScope { place, rows, .. } = *self.tree.each(each);
        let keys = &edited.inserted;
        let is_alive = |row: &u64| self.tree.store.list_has_row(list, RowId(*row));
        let in_steps = !edits.contains(&ListEdit::Reorder) && keys.iter().all(is_alive);
        let mut rendered: HashSet<u64> = if in_steps {
            self.apply_steps(place, rows, &edited.steps, keys, each, |pass, index| {
                pass.mount_row(each, RowId(keys[index]))
            })?;
            keys.iter().copied().collect()
        } else {
            // The rows were sorted; or a row came and left again, and the steps would show it on the way.
            let order = self.order(each);
            self.reorder(each, &order)?
        };
        for row in edited.updated {
            if rendered.insert(row.0) {
                // The edit may be older than the row that has its place now.
                if self.tree.store.list_has_row(list, row) {
                    self.render_each_row(each, row)?;
                }
            }
        }
        Ok(rendered)
    }

    /// Brings the rows into this order; answers the new ones.
    fn reorder(&mut self, each: u32, order: &[u64]) -> Result<HashSet<u64>, PassError> {
        let EachScope { place, rows, .. } = *self.tree.each(each);
        let plan = plan(&self.tree.shadow.list(rows).keys, order);
        self.apply_plan(place, rows, &plan, order, each, |pass, index| {
            pass.mount_row(each, RowId(order[index]))
        })?;
        Ok(order
            .iter()
            .zip(&plan.kept)
            .filter(|(_, kept)| kept.is_none())
            .map(|(row, _)| *row)
            .collect())
    }

    fn render_rows_except(&mut self, each: u32, fresh: &HashSet<u64>) -> Result<(), PassError> {
        let rows = self.tree.each(each).rows;
        for at in 0..self.tree.shadow.list(rows).keys.len() {
            let row = self.tree.shadow.list(rows).keys[at];
            if !fresh.contains(&row) {
                self.render_each_row(each, RowId(row))?;
            }
        }
        Ok(())
    }

    /// A new row: runs its closure, writes its content.
    fn mount_row(&mut self, each: u32, row: RowId) -> Result<u32, PassError> {
        let EachScope { template, rows, .. } = *self.tree.each(each);
        let index = self.tree.shadow.list(rows).template;
        let mark = self.draft.mark();
        let slots = self.run_row(each, row);
        let (around, path) = (self.row.replace(row), self.path);
        self.path = path.row(row.0);
        let (block, _) = self.mount_block(template, index, slots, each)?;
        (self.row, self.path) = (around, path);
        self.release_unplaced(mark, each);
        self.draft.truncate(mark);
        self.tree.each_mut(each).shown.entry(row).block = block;
        Ok(block)
    }

    /// Whether the row has run in this round: what it reads does not change within one.
    pub(crate) fn ran_in_round(&self, each: u32, row: RowId) -> bool {
        self.tree.each(each).shown.get(row).round == self.tree.round
    }

    /// Runs the closure of a row; answers where its slots start. A closure that panics leaves a row without content.
    fn run_row(&mut self, each: u32, row: RowId) -> u32 {
        self.written.rows += 1;
        let mark = self.draft.mark();
        let open = self.draft.here();
        let closure = self.tree.each(each).row.clone();
        std::mem::swap(
            &mut self.draft.handlers,
            &mut self.tree.each_mut(each).handlers,
        );
        let (result, reads) = self.run((each, Some(row)), |render| closure.render_row(render, row));
        std::mem::swap(
            &mut self.draft.handlers,
            &mut self.tree.each_mut(each).handlers,
        );
        let round = self.tree.round;
        let entry = self.tree.each_mut(each).shown.entry(row);
        entry.round = round;
        let observer = entry.observer;
        if observer.is_some() || !reads.is_empty() {
            let observer = observer.unwrap_or_else(|| self.observe_row(each, row));
            self.track(observer, reads);
        }
        let open = self.draft.next_slot_or(open);
        if result.is_none() || open.is_none() {
            self.release_unplaced(mark, each);
            self.draft.truncate(mark);
            let at = self.draft.here();
            push_blank(self, each);
            return at + 1;
        }
        open.unwrap_or_default() + 1
    }

    /// Drops the handlers of a row that found no place: of a view that was made and not shown, of a closure that panicked.
    fn release_unplaced(&mut self, mark: Mark, each: u32) {
        if let Some(Scope::Each(each)) = self.tree.scopes.get_mut(each as usize) {
            for address in self.draft.unplaced(mark) {
                each.handlers.remove(address);
            }
        }
    }

    /// An observer for a row that has read something for the first time.
    fn observe_row(&mut self, each: u32, row: RowId) -> Observer {
        let observer = self.tree.store.create_observer();
        self.tree.each_mut(each).shown.entry(row).observer = Some(observer);
        self.tree
            .targets
            .insert(observer, Target::Row { each, row });
        observer
    }

    /// Takes the row with this key and block away, of an `each` or of a `for`.
    pub(crate) fn remove_row(&mut self, key: u64, block: u32, scope: u32) {
        self.tree.succeed(scope, Some(RowId(key)), self.now_ms);
        if let Some(Scope::Each(each)) = self.tree.scopes.get_mut(scope as usize)
            && each.shown.block(RowId(key)) == Some(block)
            && let Some(observer) = each.shown.remove(RowId(key))
        {
            self.free_row_observer(observer);
        }
        self.remove_block(block, scope);
    }

    fn free_row_observer(&mut self, observer: Observer) {
        self.tree.targets.remove(observer);
        self.tree.store.free_observer(observer);
    }

    /// Forgets an `each` whose rows are gone.
    pub(crate) fn remove_each(&mut self, each: u32) {
        self.tree.eaches.retain(|other| *other != each);
        self.tree.forget_failures(each, self.now_ms);
        if let Scope::Each(scope) = self.tree.scopes.remove(each as usize) {
            for observer in scope.shown.into_observers() {
                self.free_row_observer(observer);
            }
        }
    }
}

/// The slots of a row that shows nothing.
fn push_blank(pass: &mut Pass<'_, '_>, each: u32) {
    let template: &'static Template = pass.tree.each(each).template;
    pass.draft.push(Item::Open(template));
    for kind in template.slots {
        let item = match kind {
            SlotKind::Dyn => pass.draft.push_text(""),
            SlotKind::Class(_) => Item::Flag(false),
            _ => Item::Empty,
        };
        pass.draft.push(item);
    }
}

/// Edits as steps.
fn translate(edits: &[ListEdit]) -> Edited {
    let mut edited = Edited {
        steps: Vec::new(),
        inserted: Vec::new(),
        updated: Vec::new(),
    };
    for edit in edits {
        let last = edited.steps.last_mut();
        match *edit {
            // The caller compares the list as a whole.
            ListEdit::Reset | ListEdit::Reorder => {}
            ListEdit::Update { row } => edited.updated.push(row),
            ListEdit::Clear => {
                edited.steps.push(Step::Clear);
            }
            ListEdit::Move { from, to } => edited.steps.push(Step::Move { from, to }),
            ListEdit::Swap { a, b } => edited.steps.push(Step::Swap { a, b }),
            ListEdit::Insert { at, row } => {
                let next = index(edited.inserted.len());
                edited.inserted.push(row.0);
                match last {
                    Some(Step::Insert {
                        at: first, count, ..
                    }) if *first + *count == at => *count += 1,
                    _ => edited.steps.push(Step::Insert {
                        at,
                        index: next,
                        count: 1,
                    }),
                }
            }
            ListEdit::Remove { at, .. } => match last {
                Some(Step::Remove { at: first, count }) if *first == at => *count += 1,
                Some(Step::Remove { at: first, count }) if *first == at + 1 => {
                    *first = at;
                    *count += 1;
                }
                _ => edited.steps.push(Step::Remove { at, count: 1 }),
            },
        }
    }
    edited
}
