//! `#[global]`: a value that all sessions of an app share, live.
//!
//! Invariant: a session holds the value that was published last; it changes between its turns, never in one. It is written by
//! functions that are applied one after the other, so that no update is lost between sessions, or between instances of the app.

use std::cell::Cell as StdCell;
use std::panic::Location;
use std::sync::Arc;

use super::context::{Read, Write};
use super::globals::Cell;
use super::inbox::{Delivery, Inbox, Mailbox};
use super::node::{Node, NodeId, NodeValue};
use super::store::Store;
use crate::persist::{Definition, Persist};

/// A persisted value of the app. `#[global]` on a `static` makes it:
///
/// ```ignore
/// #[global]
/// static BANNER: String = "Welcome";
/// ```
///
/// It is read like a signal, and every session that shows it is told when it changes. It is written by a function:
/// `VISITS.update(tx, |visits| *visits += 1)` is applied to the value as it is when its turn comes, which may be on another
/// machine's version of it, and more than once until it is stored: so it does nothing but change the value.
#[derive(Debug)]
pub struct Global<T: 'static> {
    definition: Definition<T>,
    at: &'static Location<'static>,
}

impl<T: 'static> Global<T> {
    /// For `#[global]`.
    #[doc(hidden)]
    #[track_caller]
    pub const fn new(definition: Definition<T>) -> Self {
        Self {
            definition,
            at: Location::caller(),
        }
    }
}

impl<T: Persist + Sync> Global<T> {
    /// The value; tracked when `cx` is a [`Render`](super::Render).
    pub fn get<'c, C: Read>(&'static self, cx: &'c C) -> &'c T {
        let store = cx.store();
        let id = store.global_node(self);
        store.record(cx.reads(), id);
        let handle = std::any::type_name::<Self>;
        &store.value::<GlobalNode<T>>(id, handle).value
    }

    /// Changes the value for everybody, when the transaction is over. What it shows then comes like a message from elsewhere;
    /// the event that asked for it is answered when it is stored.
    pub fn update<C: Write>(&'static self, tx: &mut C, change: impl Fn(&mut T) + Send + 'static) {
        let store = tx.store_mut();
        let inbox = store.inbox();
        let cell = store.globals.cell(&self.definition);
        store.kept.updates.push(cell.update(change, &inbox));
    }
}

/// A session's view of a global.
struct GlobalNode<T: 'static> {
    value: Arc<T>,
    version: u64,
    cell: Arc<Cell<T>>,
    id: StdCell<Option<NodeId>>,
    at: &'static Location<'static>,
}

/// A node that listens to something outside of its store, without its type.
pub(super) trait Listens {
    fn listen(&self, inbox: &Arc<Inbox>);
}

impl<T: Persist + Sync> Listens for GlobalNode<T> {
    fn listen(&self, inbox: &Arc<Inbox>) {
        if let Some(id) = self.id.get() {
            self.cell.listen(inbox, id, self.version);
        }
    }
}

impl<T: Persist + Sync> Mailbox for GlobalNode<T> {
    fn take(&self) -> Option<Delivery> {
        let (id, (value, version)) = (self.id.get()?, self.cell.current());
        if version == self.version {
            return None;
        }
        Some(Box::new(move |tx| {
            let handle = std::any::type_name::<T>;
            let node = tx.store.write::<Self>(id, handle);
            node.value = value;
            node.version = version;
        }))
    }

    fn location(&self) -> &'static Location<'static> {
        self.at
    }
}

impl<T: Persist + Sync> NodeValue for GlobalNode<T> {
    fn mailbox(&self) -> Option<&dyn Mailbox> {
        Some(self)
    }

    fn listens(&self) -> Option<&dyn Listens> {
        Some(self)
    }

    fn memory_bytes(&self) -> usize {
        size_of::<Self>()
    }
}

impl Store {
    /// The global's node, made now when this is the first time.
    fn global_node<T: Persist + Sync>(&self, global: &'static Global<T>) -> NodeId {
        let address = std::ptr::from_ref(&global.definition).addr();
        if let Some(id) = self.kept.find(address) {
            return id;
        }
        let cell = self.globals.cell(&global.definition);
        let (value, version) = cell.current();
        let node = GlobalNode {
            value,
            version,
            cell,
            id: StdCell::new(None),
            at: global.at,
        };
        self.make_late(address, node, |node, id| node.id.set(Some(id)))
    }

    /// Puts a node that nobody owns at the end, under a shared reference; `named` is told its id.
    pub(super) fn make_late<V: NodeValue>(
        &self,
        address: usize,
        value: V,
        named: impl FnOnce(&V, NodeId),
    ) -> NodeId {
        let place = self.nodes.len() + self.kept.late_count();
        let id = NodeId {
            index: u32::try_from(place).expect("nodes are bounded far below"),
            generation: self.first_generation,
        };
        named(&value, id);
        let node = Node::new(self.first_generation, self.revision, Box::new(value));
        self.kept.push_late(node);
        self.kept.made.borrow_mut().push((address, id));
        id
    }
}
