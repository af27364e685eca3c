//! Transactions on persisted items: stored whole, or undone.
//!
//! Invariant: a commit either takes all that was written since the last one, within the budgets, or takes nothing and says which
//! item was too much. What is not committed can be undone, whatever else has happened.
//! Deliberately absent: the store that takes the writes. That it did not take them is told later, by the driver.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use smallvec::SmallVec;

use super::context::{Allocate, Setup, Tx};
use super::globals::GlobalUpdate;
use super::kept::{Items, Keeps, Told};
use super::node::{NodeId, NodeValue, Plain};
use super::store::Store;
use crate::persist::{Item, PersistError, Scope, StoredValue, Values, Write, encode_for, stored};

/// An item whose bytes are others than at the last commit.
struct Changed {
    item: Item,
    bytes: Vec<u8>,
    before: Vec<u8>,
}

/// What the app does about a transaction that was undone.
type Listener = Rc<dyn Fn(&mut Tx<'_>, &PersistError)>;

impl<Phase> Setup<'_, Phase> {
    /// Hears of transactions that were undone because what they wrote cannot be stored: a value is too large, or the store does
    /// not take it. Everything shows what it showed before; say so to the user.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let problem = cx.signal(None);
    ///     cx.on_persist_error(move |tx, error| problem.set(tx, Some(error.to_string())));
    /// }
    /// ```
    pub fn on_persist_error(&mut self, listener: impl Fn(&mut Tx<'_>, &PersistError) + 'static)
    where
        Self: Allocate,
    {
        let listener: Listener = Rc::new(listener);
        let id = self.store.allocate(self.owner, Box::new(Plain(listener)));
        self.store.kept.listeners.push(id);
    }
}

/// What of a store outlives it, when its session starts anew.
pub(crate) struct Carried {
    nodes: Vec<(usize, Box<dyn NodeValue>)>,
    values: Values,
    writes: Vec<Write>,
    agreed: Vec<GlobalUpdate>,
    told: Vec<Told>,
    news: Vec<String>,
}

impl Store {
    fn keeps(&self, id: NodeId) -> Option<&dyn Keeps> {
        self.live(id)?.value.as_ref()?.keeps()
    }

    /// Ends a transaction: what it wrote is to be stored. With an error it is not, and waits for [`Store::roll_back`].
    pub(crate) fn commit_items(&mut self) -> Result<(), PersistError> {
        let is_dirty = |kept: &Items| !kept.dirty.is_empty();
        let changed = match self.kept.peek().is_some_and(is_dirty) {
            true => self.encode_dirty()?,
            false => Vec::new(),
        };
        self.committed_at = self.revision;
        let Some(kept) = self.kept.peek_mut() else {
            return Ok(());
        };
        kept.agreed.append(&mut kept.updates);
        if changed.is_empty() && self.kept.dirty.is_empty() {
            return Ok(());
        }
        for id in std::mem::take(&mut self.kept.dirty) {
            let node = self.nodes[id.index as usize].value.as_mut();
            if let Some(keeps) = node.and_then(|value| value.keeps_mut()) {
                keeps.commit();
            }
        }
        let mut order = self.kept.values.last_order();
        let written: SmallVec<[_; 4]> = changed
            .iter()
            .map(|changed| (changed.item.path(), changed.bytes.len()))
            .collect();
        for Changed {
            item,
            bytes,
            before,
        } in changed
        {
            order += 1;
            let id = self.kept.values.id(item.path());
            let fingerprint = item.fingerprint();
            let known = self.kept.values.find(&id, fingerprint);
            let mut write = Write::put(&id, fingerprint, order, &bytes);
            write.before = known.map(|known| stored(known.order, &before));
            write.item = Some(item);
            Write::merge(&mut self.kept.writes, [write]);
            let value = StoredValue {
                id,
                fingerprint,
                order,
                scope: Scope::of(&item),
                len: bytes.len(),
                bytes: bytes::Bytes::new(),
            };
            let kept = &mut *self.kept;
            kept.values.set(value, &mut kept.writes);
        }
        self.kept.weigh();
        self.kept.tell_uses(&written);
        Ok(())
    }

    /// The bytes of what has really changed, when all of it fits.
    fn encode_dirty(&self) -> Result<Vec<Changed>, PersistError> {
        let budget = &self.kept.budget;
        let mut changed = Vec::new();
        let mut total = self.kept.values.total_bytes();
        for id in &self.kept.dirty {
            let Some(keeps) = self.keeps(*id) else {
                continue;
            };
            let item = *keeps.item();
            let path = item.path();
            let bytes = encode_for(&item, || keeps.encode(budget.value_bytes))?;
            let before = keeps.before().unwrap_or_default();
            if before == bytes {
                continue;
            }
            let id = self.kept.values.id(path);
            let known = self.kept.values.find(&id, item.fingerprint());
            total += bytes.len();
            total -= known.map_or(0, |known| known.len);
            let others = budget.taken.load(Ordering::Relaxed) - self.kept.share;
            if let Some((budget, max_bytes)) = budget.exceeded(total, others) {
                return Err(PersistError::OverBudget {
                    path,
                    budget,
                    max_bytes,
                });
            }
            let before = before.to_vec();
            changed.push(Changed {
                item,
                bytes,
                before,
            });
        }
        Ok(changed)
    }

    /// Undoes what persisted items were given since the last commit. Answers whether that is all that was written.
    pub(crate) fn roll_back_items(&mut self) -> bool {
        let mut dirty = Vec::new();
        if let Some(kept) = self.kept.peek_mut() {
            dirty = std::mem::take(&mut kept.dirty);
            kept.updates.clear();
        }
        self.settle();
        let committed_at = self.committed_at;
        let is_all = self.queues.touched.iter().all(|index| {
            let changed_at = self.nodes[*index as usize].changed_at.get();
            changed_at <= committed_at || dirty.iter().any(|id| id.index == *index)
        });
        for id in dirty {
            self.mark_changed(id.index);
            let node = self.nodes[id.index as usize].value.as_mut();
            if let Some(keeps) = node.and_then(|value| value.keeps_mut()) {
                keeps.roll_back();
            }
        }
        self.committed_at = self.revision;
        is_all
    }

    /// What is to be stored, since the last time.
    pub(crate) fn take_writes(&mut self) -> Vec<Write> {
        let kept = self.kept.peek_mut();
        kept.map_or_else(Vec::new, |kept| std::mem::take(&mut kept.writes))
    }

    /// The changes of globals that were asked for, since the last time.
    pub(crate) fn take_updates(&mut self) -> Vec<GlobalUpdate> {
        let kept = self.kept.peek_mut();
        kept.map_or_else(Vec::new, |kept| std::mem::take(&mut kept.agreed))
    }

    /// What became of stored values that were not read as they stood, and which budgets are half used.
    pub(crate) fn take_told(&mut self) -> Vec<Told> {
        let kept = self.kept.peek_mut();
        kept.map_or_else(Vec::new, |kept| std::mem::take(kept.told.get_mut()))
    }

    /// Runs what the app does about a transaction that was undone.
    pub(crate) fn tell_refused(&mut self, error: &PersistError, now_ms: u64) {
        let listeners = std::mem::take(&mut self.kept.listeners);
        let live = |id: &NodeId| self.live(*id).is_some();
        let listeners: Vec<NodeId> = listeners.into_iter().filter(live).collect();
        self.kept.listeners.clone_from(&listeners);
        for id in listeners {
            // An earlier one may have taken it away; handlers can't dispose of components, but it costs nothing to ask.
            let Some(node) = self.live(id) else { continue };
            let any: Option<&dyn Any> = node.value.as_deref().map(|value| value as &dyn Any);
            if let Some(Plain(told)) = any.and_then(|any| any.downcast_ref::<Plain<Listener>>()) {
                let told = Rc::clone(told);
                told(&mut Tx::new(self, now_ms), error);
            }
        }
    }

    /// What other tabs of the browser have written. Values that the transaction under way has written stay until it is stored.
    pub(crate) fn receive_browser(&mut self, values: Vec<StoredValue>) {
        self.settle();
        self.kept.values.replace_scope(Scope::Browser, values);
        self.renew_items(|item, _| Scope::of(item) == Scope::Browser);
        self.kept.weigh();
    }

    /// Brings items that were reached before in line with what is stored now, those that were not written meanwhile.
    pub(super) fn renew_items(&mut self, is_wanted: impl Fn(&Item, &Values) -> bool) {
        let made = self.kept.made.borrow().clone();
        for (_, id) in made {
            let Some(value) = &mut self.nodes[id.index as usize].value else {
                continue;
            };
            let values = &self.kept.values;
            let wanted = value
                .keeps_mut()
                .filter(|keeps| is_wanted(keeps.item(), values));
            if wanted.is_some_and(|keeps| keeps.renew(values)) {
                self.mark_changed(id.index);
            }
        }
        self.committed_at = self.revision;
    }

    /// Whether an item of the browser's was reached.
    pub(crate) fn wants_browser(&self) -> bool {
        let kept = self.kept.peek();
        kept.is_some_and(|kept| kept.wants_browser.get())
    }

    /// Puts back what stood in the store before these writes. The session is to start anew.
    pub(crate) fn undo_writes(&mut self, writes: &[Write]) {
        self.roll_back_items();
        for write in writes {
            self.kept.values.restore(write);
        }
        let is_undone = |keeps: &dyn Keeps| {
            let item = keeps.item();
            writes
                .iter()
                .any(|write| write.item.is_some_and(|other| other.path() == item.path()))
        };
        for (address, id) in self.kept.made.take() {
            if self.keeps(id).is_some_and(is_undone) {
                // It is read again, from what was put back.
                self.nodes[id.index as usize].value = None;
            } else {
                self.kept.made.get_mut().push((address, id));
            }
        }
        self.kept.weigh();
    }

    /// Whether the session's own values are those that are stored.
    pub(crate) fn has_stored(&self, stored: &Values) -> bool {
        self.kept.values.is_as_new_as(stored)
    }

    /// Another session's values: what this one has is forgotten.
    pub(crate) fn replace_values(&mut self, values: Values) {
        self.roll_back_items();
        for (_, id) in self.kept.made.take() {
            if let Some(node) = self.nodes.get_mut(id.index as usize) {
                node.value = None;
            }
        }
        self.kept.values = values;
        self.kept.writes.clear();
        self.kept.weigh();
    }

    /// Everything that is stored of the session, as writes: for a record of its own.
    pub(crate) fn all_writes(&mut self) -> Vec<Write> {
        self.show_news();
        self.settle();
        let made = self.kept.made.borrow();
        let mut writes = Vec::new();
        let own = |value: &&StoredValue| value.scope == Scope::Session;
        for value in self.kept.values.list().iter().filter(own) {
            let held = made
                .iter()
                .filter_map(|(_, id)| self.keeps(*id))
                .find(|keeps| {
                    let item = keeps.item();
                    item.fingerprint() == value.fingerprint
                        && value.id == self.kept.values.id(item.path())
                });
            let bytes = match held {
                None => value.bytes.to_vec(),
                Some(keeps) => match keeps.before() {
                    Some(before) => before.to_vec(),
                    // It was written before, in this size.
                    None => keeps.encode(usize::MAX).unwrap_or_default(),
                },
            };
            let mut write = Write::put(&value.id, value.fingerprint, value.order, &bytes);
            // Undoing it changes nothing.
            write.before.clone_from(&write.bytes);
            writes.push(write);
        }
        writes
    }

    /// Takes out what outlives the store, as it was at the last commit.
    pub(crate) fn carry_items(&mut self) -> Option<Carried> {
        self.roll_back_items();
        self.kept.peek()?;
        let made = self.kept.made.take();
        // A global is found again where it is.
        let nodes = made.into_iter().filter_map(|(address, id)| {
            let node = self.nodes.get_mut(id.index as usize)?;
            let value = node.value.take_if(|value| value.keeps().is_some())?;
            Some((address, value))
        });
        Some(Carried {
            nodes: nodes.collect(),
            values: std::mem::take(&mut self.kept.values),
            writes: std::mem::take(&mut self.kept.writes),
            agreed: std::mem::take(&mut self.kept.agreed),
            told: std::mem::take(self.kept.told.get_mut()),
            news: self.kept.take_news(),
        })
    }

    /// Takes over what another store has left.
    pub(crate) fn adopt_items(&mut self, carried: Option<Carried>) {
        let Some(carried) = carried else { return };
        for (address, value) in carried.nodes {
            let id = self.push_node(value);
            self.kept.made.get_mut().push((address, id));
        }
        self.kept.values = carried.values;
        self.kept.writes = carried.writes;
        self.kept.agreed = carried.agreed;
        self.kept.told = RefCell::new(carried.told);
        carried.news.iter().for_each(|id| self.kept.note_news(id));
        self.show_news();
        self.kept.weigh();
    }
}
