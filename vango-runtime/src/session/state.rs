//! What of a session is stored, and what happens when it cannot be.
//!
//! Invariants: a transaction is stored whole, or undone whole: what it wrote beside persisted values goes with them, and when
//! that cannot be taken back alone, the session starts anew from what is stored. Writes leave with the frames that show them.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::io::Turn;
use super::machine::{Phase, Session};
use super::report::{Origin, Report};
use super::turn::Discard;
use crate::persist::{Definition, Persist, PersistError, StoredValue, Values, Write};
use crate::reactive::{Told, panic_message};

impl Session {
    /// Ends a transaction.
    pub(super) fn commit(&mut self) -> Result<(), Discard> {
        self.tree.store.commit_items().map_err(Discard::State)
    }

    /// What effects have written is a transaction too; then everything leaves.
    pub(super) fn hand_out_state(&mut self, turn: &mut Turn<'_>) {
        if let Err(discard) = self.commit() {
            self.rebuild(discard, turn);
        }
        let store = &mut self.tree.store;
        turn.out.writes.append(&mut store.take_writes());
        turn.out.updates.append(&mut store.take_updates());
        let told = store.take_told().into_iter();
        turn.out.reports.extend(told.map(|told| match told {
            Told::Hydration(hydration) => Report::Hydration(hydration),
            Told::Use(budget) => Report::BudgetUse(budget),
        }));
    }

    /// Tells the app that a transaction was undone. What it writes then is a transaction of its own.
    pub(super) fn tell_refused(&mut self, error: &PersistError, turn: &mut Turn<'_>) {
        let (store, now_ms) = (&mut self.tree.store, turn.now_ms);
        let told = catch_unwind(AssertUnwindSafe(|| store.tell_refused(error, now_ms)));
        if let Err(payload) = told {
            store.roll_back_items();
            turn.out.reports.push(Report::Panic {
                origin: Origin::Effect,
                message: panic_message(&*payload),
            });
        }
        if let Err(error) = store.commit_items() {
            store.roll_back_items();
            turn.out.reports.push(Report::NotStored(error));
        }
    }

    /// These writes, all that were handed out and not stored, could not be stored after all: what they replaced counts, and the
    /// session starts anew. Its socket is gone or going: frames that the client was not given are never sent.
    pub fn revert(&mut self, writes: &[Write], error: PersistError, turn: &mut Turn<'_>) {
        self.detach();
        if let Some(ring) = self.ring.peek_mut() {
            ring.spoil();
        }
        self.tree.store.undo_writes(writes);
        turn.out.reports.push(Report::NotStored(error.clone()));
        self.start_anew(Some(&error), turn);
        self.hand_out(turn);
    }

    /// Other tabs of the browser have written values that it shares; they come like a message from elsewhere.
    pub fn receive_browser(&mut self, values: Vec<StoredValue>, turn: &mut Turn<'_>) {
        self.tree.store.receive_browser(values);
        self.outdate_page();
        if let Phase::Live = self.phase {
            self.wake_up(turn);
            if let Err(discard) = self.show(turn) {
                self.rebuild(discard, turn);
            }
        }
        self.hand_out(turn);
    }

    /// What an item is now, as it would be stored.
    pub fn item_bytes<T: Persist>(&self, definition: &'static Definition<T>) -> Vec<u8> {
        self.tree.store.item_bytes(definition)
    }

    /// Leaves a value that somebody outside has set: the session takes it when it is [woken](Self::wake), in its order, as a
    /// transaction of its own. `done` hears with which order it was taken (0: it was the initial value, and nothing is to be
    /// stored), or why it was not; it is dropped when the session ends before.
    pub fn leave_value<T: Persist>(
        &mut self,
        definition: &'static Definition<T>,
        value: T,
        done: impl FnOnce(Result<(), PersistError>) + Send + 'static,
    ) {
        self.tree.store.leave_value(definition, value, done);
    }

    /// Leaves values that somebody outside has stored beside the session's own: it shows those that are newer than what it
    /// has, when it is [woken](Self::wake).
    pub fn leave_stored(&mut self, values: Vec<StoredValue>) {
        self.tree.store.leave_stored(values);
    }

    /// Whether it has reached a value that all tabs of its browser share: then it is to hear of others' writes.
    pub fn wants_browser(&self) -> bool {
        self.tree.store.wants_browser()
    }

    /// The page turns out to belong to a session with these values: it is set up anew.
    pub fn hydrate(&mut self, values: Values, turn: &mut Turn<'_>) {
        self.tree.store.replace_values(values);
        self.start_anew(None, turn);
        self.hand_out(turn);
    }

    /// Whether nobody else has written what is stored of the session, given what is stored now.
    pub fn has_stored(&self, stored: &Values) -> bool {
        self.tree.store.has_stored(stored)
    }

    /// Everything that is stored of the session, for a record of its own.
    pub fn all_writes(&mut self) -> Vec<Write> {
        self.tree.store.all_writes()
    }
}
