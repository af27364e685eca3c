//! Values that come from outside of the session's own code: what a handler of an HTTP request has set.
//!
//! Invariants: each comes through the inbox, in its turn, as a transaction of its own; one that cannot be stored changes
//! nothing, and whoever has sent it is told. What the session has written later itself is not overwritten.
//! Deliberately absent: waiting until it is stored. The driver knows that.

use std::panic::Location;

use super::inbox::Entry;
use super::store::Store;
use crate::persist::{Definition, Persist, PersistError, Scope, StoredValue, encode};

impl Store {
    /// What an item is now, as it would be stored.
    ///
    /// Empty when it cannot be written, as it could not when it was stored.
    pub(crate) fn item_bytes<T: Persist>(&self, definition: &'static Definition<T>) -> Vec<u8> {
        encode(self.read_item(None, definition), usize::MAX).unwrap_or_default()
    }

    /// Leaves a value for an item in the inbox. `done` hears whether the session has taken it; it is dropped when the
    /// session ends before.
    pub(crate) fn leave_value<T: Persist>(
        &mut self,
        definition: &'static Definition<T>,
        value: T,
        done: impl FnOnce(Result<(), PersistError>) + Send + 'static,
    ) {
        self.leave(move |store| {
            *store.write_item(definition) = value;
            let committed = store.commit_items();
            if committed.is_err() {
                store.roll_back_items();
            }
            done(committed);
        });
    }

    /// Takes over values that were stored beside what the session has written, where they are newer than what it has. They count
    /// from now on, and are shown by the turn that its waker asks for.
    pub(crate) fn leave_stored(&mut self, values: Vec<StoredValue>) {
        let had_news = self.kept.has_news();
        for value in values {
            let known = self.kept.values.find(&value.id, value.fingerprint);
            if known.is_none_or(|known| known.order < value.order) {
                self.kept.note_news(&value.id);
                // Types that were given up for it are given up in the store by whoever has written it.
                self.kept.values.set(value, &mut Vec::new());
            }
        }
        self.kept.weigh();
        if !had_news && self.kept.has_news() {
            self.leave(Self::show_news);
        }
    }

    fn leave(&mut self, apply: impl FnOnce(&mut Self) + Send + 'static) {
        let at = Location::caller();
        let apply = Box::new(move |store: &mut Self, _now_ms: u64| apply(store));
        self.inbox().push(Entry::Answer { at, apply });
    }

    /// Brings what was read before in line with values that were stored beside the session's.
    pub(super) fn show_news(&mut self) {
        let Some(kept) = self.kept.peek_mut().filter(|kept| kept.has_news()) else {
            return;
        };
        let newer = kept.take_news();
        self.settle();
        self.renew_items(|item, values| {
            let id = values.id(item.path());
            Scope::of(item) == Scope::Session && newer.iter().any(|newer| *newer == id)
        });
    }
}
