//! A round of renders: whatever is due runs once, from the outside to the inside.
//!
//! Due are components and rows that have read what has changed, `each`es whose lists were edited, and those whose content
//! a slot wants to show. A component renders once a round, because its parent or because of itself. Parents come first,
//! so a child that is about to leave does not run.

use smallvec::SmallVec;

use super::pass::{Pass, PassError};
use super::tree::{Scope, Target};
use crate::reactive::Observer;

enum Todo {
    Observer(Observer),
    Wanted(Target),
    Edits(u32),
}

/// What is due, by rank: mostly one or two things, which take no room on the heap.
type Due = SmallVec<[((u32, u32), Todo); 4]>;

impl Pass<'_, '_> {
    /// Runs a round. Answers whether there was anything to do.
    pub(crate) fn render_dirty(
        &mut self,
        observers: &mut Vec<Observer>,
    ) -> Result<bool, PassError> {
        self.tree.round = self.tree.round.wrapping_add(1);
        let todo = self.due(observers);
        if todo.is_empty() {
            self.tree.store.clear_edits();
            return Ok(self.dispose_left());
        }
        for (_, todo) in todo {
            match todo {
                Todo::Edits(each) => {
                    if self.tree.eaches.contains(&each) {
                        self.sync_each(each)?;
                    }
                }
                // Whatever the observer stands for now: it may have gone since it was found to be dirty.
                Todo::Observer(observer) => {
                    if let Some(target) = self.tree.targets.get(observer) {
                        self.render_target(target)?;
                    }
                }
                Todo::Wanted(target) => self.render_target(target)?,
            }
        }
        self.finish_moves()?;
        self.tree.store.clear_edits();
        self.dispose_left();
        Ok(true)
    }

    /// What is due, in order: edits of lists before the rows in them.
    fn due(&mut self, observers: &mut Vec<Observer>) -> Due {
        observers.clear();
        self.tree.store.take_dirty(observers);
        let changed = self.tree.store.changed_lists();
        let wanted = self.tree.pending.take_some(|pending| &mut pending.wanted);
        let mut todo = Due::new();
        if !changed.is_empty() {
            let edited = |each: &&u32| changed.contains(&self.tree.each(**each).list);
            let eaches = self.tree.eaches.iter().filter(edited);
            todo.extend(eaches.map(|each| (self.tree.rank(*each), Todo::Edits(*each))));
        }
        todo.reserve(observers.len() + wanted.len());
        for observer in observers.drain(..) {
            if let Some(target) = self.tree.targets.get(observer) {
                let rank = self.tree.rank(target.scope());
                todo.push((rank, Todo::Observer(observer)));
            }
        }
        for target in wanted {
            if self.tree.scopes.contains(target.scope() as usize) {
                todo.push((self.tree.rank(target.scope()), Todo::Wanted(target)));
            }
        }
        todo.sort_by_key(|(rank, todo)| (*rank, !matches!(todo, Todo::Edits(_))));
        todo
    }

    fn render_target(&mut self, target: Target) -> Result<(), PassError> {
        match (self.tree.scopes.get(target.scope() as usize), target) {
            (Some(Scope::Instance(instance)), Target::Instance(scope)) => {
                if instance.block.is_none() {
                    self.tree.retry_unshown(scope, self.now_ms);
                } else if instance.round != self.tree.round {
                    self.update_instance(scope)?;
                }
            }
            (Some(Scope::Each(_)), Target::Row { each, row }) if !self.ran_in_round(each, row) => {
                self.render_each_row(each, row)?;
            }
            _ => {}
        }
        Ok(())
    }
}

impl Target {
    fn scope(self) -> u32 {
        match self {
            Target::Instance(scope) | Target::Row { each: scope, .. } => scope,
        }
    }
}
