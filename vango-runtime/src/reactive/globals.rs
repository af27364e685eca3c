//! The values that all sessions of an app share, and who is told when they change.
//!
//! Invariants: a session sees whole values, each when it is published, in order; what an update makes of a value is decided by
//! whoever publishes, not by the session. A value is read from what is stored the first time somebody wants it.
//! Deliberately absent: the store, and the order of updates: the app's driver owns both.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::inbox::{Entry, Inbox};
use super::node::NodeId;
use crate::persist::{
    Budget, CodecError, Definition, Item, Persist, PersistError, Scope, StoredValue, Values, Write,
    encode,
};

/// The globals of an app, shared by its sessions. Cheap to clone.
#[derive(Clone, Default)]
pub struct Globals(Arc<Inner>);

#[derive(Default)]
struct Inner {
    values: Mutex<Values>,
    /// By the address of the definition; an app has a handful.
    cells: Mutex<Vec<(usize, Both)>>,
}

/// One cell, in the two ways in which it is needed.
#[derive(Clone)]
struct Both {
    erased: Arc<dyn AnyCell>,
    typed: Arc<dyn Any + Send + Sync>,
}

/// A global's present value.
pub(super) struct Cell<T: 'static> {
    definition: &'static Definition<T>,
    state: Mutex<State<T>>,
}

struct State<T> {
    value: Arc<T>,
    /// Goes up with each value.
    version: u64,
    listeners: Vec<(Weak<Inbox>, NodeId)>,
}

/// A cell, without the type of its value.
trait AnyCell: Send + Sync {
    fn item(&self) -> Item;
    /// The bytes of what `change` makes of the value.
    fn changed(&self, values: &Values, change: &Change) -> Result<Vec<u8>, CodecError>;
    /// Takes over the value that is stored now, and tells who listens.
    fn renew(&self, values: &Values);
}

type Change = dyn Fn(&mut dyn Any) + Send;

/// A change of a global that a session has asked for.
pub struct GlobalUpdate {
    cell: Arc<dyn AnyCell>,
    change: Box<Change>,
    /// Where its refusal is told.
    session: Weak<Inbox>,
}

/// Values under construction: what updates make of those that are stored.
pub struct Draft {
    values: Values,
    /// What has changed, as it is to be stored.
    pub writes: Vec<Write>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What runs under these locks leaves them whole, whatever a value's destructor does.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Globals {
    /// Takes over what is stored, and tells the sessions of what has changed.
    pub fn load(&self, values: Values) {
        *lock(&self.0.values) = values;
        self.renew();
    }

    /// A copy of what is stored, to change.
    pub fn draft(&self) -> Draft {
        Draft {
            values: lock(&self.0.values).clone(),
            writes: Vec::new(),
        }
    }

    /// A draft was stored: sessions see it.
    pub fn publish(&self, draft: Draft) {
        self.load(draft.values);
    }

    fn renew(&self) {
        let cells: Vec<Both> = lock(&self.0.cells)
            .iter()
            .map(|(_, both)| both.clone())
            .collect();
        let values = lock(&self.0.values).clone();
        for both in cells {
            both.erased.renew(&values);
        }
    }

    /// The cell of a global, made when it is first wanted.
    pub(super) fn cell<T: Persist + Sync>(
        &self,
        definition: &'static Definition<T>,
    ) -> Arc<Cell<T>> {
        let address = std::ptr::from_ref(definition).addr();
        let mut cells = lock(&self.0.cells);
        let known = cells.iter().find(|(other, _)| *other == address);
        if let Some((_, both)) = known
            && let Ok(cell) = Arc::downcast(Arc::clone(&both.typed))
        {
            return cell;
        }
        let state = State {
            value: Arc::new(lock(&self.0.values).value(definition)),
            version: 1,
            listeners: Vec::new(),
        };
        let cell = Arc::new(Cell {
            definition,
            state: Mutex::new(state),
        });
        let both = Both {
            erased: cell.clone(),
            typed: cell.clone(),
        };
        cells.push((address, both));
        cell
    }
}

impl fmt::Debug for Globals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = lock(&self.0.cells);
        let items = cells.iter().map(|(_, both)| both.erased.item());
        f.debug_list().entries(items).finish()
    }
}

impl<T: Persist + Sync> Cell<T> {
    /// The value and its version.
    pub(super) fn current(&self) -> (Arc<T>, u64) {
        let state = lock(&self.state);
        (Arc::clone(&state.value), state.version)
    }

    /// Tells a session's node of all values after the one of `version`.
    pub(super) fn listen(&self, inbox: &Arc<Inbox>, node: NodeId, version: u64) {
        let mut state = lock(&self.state);
        state.listeners.push((Arc::downgrade(inbox), node));
        if state.version != version {
            inbox.push(Entry::Mail(node));
        }
    }

    pub(super) fn update(
        self: Arc<Self>,
        change: impl Fn(&mut T) + Send + 'static,
        session: &Arc<Inbox>,
    ) -> GlobalUpdate {
        GlobalUpdate {
            cell: self,
            change: Box::new(move |value| {
                if let Some(value) = value.downcast_mut() {
                    change(value);
                }
            }),
            session: Arc::downgrade(session),
        }
    }
}

impl<T: Persist + Sync> AnyCell for Cell<T> {
    fn item(&self) -> Item {
        self.definition.item
    }

    fn changed(&self, values: &Values, change: &Change) -> Result<Vec<u8>, CodecError> {
        let mut value = values.value(self.definition);
        let changed = catch_unwind(AssertUnwindSafe(|| change(&mut value)));
        if changed.is_err() {
            return Err(CodecError::Refused {
                reason: "the function that updates it has panicked".to_owned(),
            });
        }
        encode(&value, usize::MAX)
    }

    fn renew(&self, values: &Values) {
        let value = Arc::new(values.value(self.definition));
        let mut state = lock(&self.state);
        let is_same = encode(&*state.value, usize::MAX).ok() == encode(&*value, usize::MAX).ok();
        if is_same {
            return;
        }
        state.version += 1;
        let old = std::mem::replace(&mut state.value, value);
        state
            .listeners
            .retain(|(inbox, node)| match inbox.upgrade() {
                Some(inbox) => {
                    inbox.push(Entry::Mail(*node));
                    true
                }
                None => false,
            });
        drop(state);
        drop(old);
    }
}

impl Draft {
    /// Applies one update to what those before it have left.
    ///
    /// # Errors
    /// When the value would be larger than `max_bytes`, or cannot be written; nothing has changed then.
    pub fn apply(&mut self, update: &GlobalUpdate, max_bytes: usize) -> Result<(), PersistError> {
        let item = update.cell.item();
        let path = item.path();
        let bytes = update.cell.changed(&self.values, &*update.change);
        let bytes = bytes.map_err(|error| PersistError::Codec {
            path,
            reason: error.to_string(),
        })?;
        if bytes.len() > max_bytes {
            return Err(PersistError::OverBudget {
                path,
                budget: Budget::Value,
                max_bytes,
            });
        }
        let id = self.values.id(path);
        let order = self.values.last_order() + 1;
        let mut write = Write::put(&id, item.fingerprint(), order, &bytes);
        write.item = Some(item);
        self.writes.retain(|other| other.field != write.field);
        self.writes.push(write);
        let value = StoredValue {
            id,
            fingerprint: item.fingerprint(),
            order,
            scope: Scope::Session,
            len: bytes.len(),
            bytes: bytes.into(),
        };
        self.values.set(value, &mut self.writes);
        Ok(())
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Draft").field(&self.writes).finish()
    }
}

impl GlobalUpdate {
    /// Tells the session that it was not made.
    pub fn refuse(&self, error: PersistError) {
        if let Some(session) = self.session.upgrade() {
            session.push(Entry::Answer {
                at: std::panic::Location::caller(),
                apply: Box::new(move |store, now_ms| store.tell_refused(&error, now_ms)),
            });
        }
    }
}

impl fmt::Debug for GlobalUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("GlobalUpdate")
            .field(&self.cell.item())
            .finish()
    }
}
