//! What a session's persisted items are in its store: nodes that belong to no component, made when an item is first reached.
//!
//! Invariants:
//! - An item has at most one node in a store, whoever reaches it first: a render too, which only has a shared reference. Nodes that
//!   were made so stand in a list of their own until the store is held exclusively (`late`).
//! - Between two commits a node that was written remembers the bytes that it had before: a transaction is stored whole or undone.
//! - What was committed is handed out once, one write for each value.
//!
//! Deliberately absent: when anything is stored, and where. The session hands writes out; its driver answers for them.

use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::node::{Node, NodeId, NodeValue};
use super::store::Store;
use crate::persist::{
    Budget, CodecError, Definition, Hydration, Item, Persist, PersistError, StoredValue, Values,
    Write, decode, encode,
};

/// What persisted values may take, in bytes.
#[derive(Clone, Debug)]
pub struct StateBudget {
    /// One value.
    pub value_bytes: usize,
    /// All values of a session, those of other versions of the app included.
    pub session_bytes: usize,
    /// The values of all sessions that share `taken`.
    pub app_bytes: usize,
    /// What they take now.
    pub taken: Arc<AtomicUsize>,
}

impl Default for StateBudget {
    /// 64 KiB a value, 256 KiB a session, 1 GiB an app.
    fn default() -> Self {
        Self {
            value_bytes: 64 * 1024,
            session_bytes: 256 * 1024,
            app_bytes: 1024 * 1024 * 1024,
            taken: Arc::default(),
        }
    }
}

/// The persisted items of one store.
#[derive(Default)]
pub(super) struct Kept {
    /// Items by the address of their definition; a session reaches a handful.
    made: RefCell<Vec<(usize, NodeId)>>,
    /// See the module's documentation. The first is the node after the store's last.
    late: OnceCell<Box<Late>>,
    /// Nodes that were written since the last commit.
    dirty: Vec<NodeId>,
    values: Values,
    budget: StateBudget,
    /// Its share of the app's budget.
    share: usize,
    told: RefCell<Vec<Hydration>>,
    writes: Vec<Write>,
}

struct Late {
    node: Node,
    next: OnceCell<Box<Late>>,
}

/// What of a store outlives it, when its session starts anew.
pub(crate) struct Carried {
    nodes: Vec<(usize, Box<dyn NodeValue>)>,
    values: Values,
    writes: Vec<Write>,
    told: Vec<Hydration>,
}

/// A persisted item's value.
pub(super) struct KeptValue<T: 'static> {
    pub(super) value: T,
    definition: &'static Definition<T>,
    /// The bytes that it had at the last commit; `None` when it was not written since.
    before: Option<Vec<u8>>,
}

/// A persisted value, without its type.
pub(super) trait Keeps {
    fn item(&self) -> &Item;
    fn encode(&self, max_bytes: usize) -> Result<Vec<u8>, CodecError>;
    fn before(&self) -> Option<&[u8]>;
    /// The value is stored as it is now, or is about to be.
    fn commit(&mut self);
    /// Gives it the value that it had at the last commit.
    fn roll_back(&mut self);
}

impl<T: Persist> Keeps for KeptValue<T> {
    fn item(&self) -> &Item {
        &self.definition.item
    }

    fn encode(&self, max_bytes: usize) -> Result<Vec<u8>, CodecError> {
        encode(&self.value, max_bytes)
    }

    fn before(&self) -> Option<&[u8]> {
        self.before.as_deref()
    }

    fn commit(&mut self) {
        self.before = None;
    }

    fn roll_back(&mut self) {
        if let Some(before) = self.before.take() {
            // It could not be written before either, when it cannot be read now.
            self.value = decode(&before).unwrap_or_else(|_| (self.definition.initial)());
        }
    }
}

impl<T: Persist> NodeValue for KeptValue<T> {
    fn keeps(&self) -> Option<&dyn Keeps> {
        Some(self)
    }

    fn keeps_mut(&mut self) -> Option<&mut dyn Keeps> {
        Some(self)
    }

    fn memory_bytes(&self) -> usize {
        size_of::<Self>() + super::held::held_bytes(&self.value)
    }
}

impl Kept {
    pub(super) fn new(values: Values, budget: StateBudget) -> Self {
        let mut kept = Self::default();
        kept.values = values;
        kept.budget = budget;
        kept.weigh();
        kept
    }

    fn find(&self, address: usize) -> Option<NodeId> {
        let made = self.made.borrow();
        let found = made.iter().find(|(other, _)| *other == address);
        found.map(|(_, id)| *id)
    }

    /// The node at this place of the list.
    pub(super) fn late(&self, mut place: usize) -> Option<&Node> {
        let mut late = self.late.get()?;
        while place > 0 {
            late = late.next.get()?;
            place -= 1;
        }
        Some(&late.node)
    }

    /// Puts a node at the end of the list; answers its place.
    fn push_late(&self, node: Node) -> usize {
        let (mut end, mut place) = (&self.late, 0);
        while let Some(late) = end.get() {
            end = &late.next;
            place += 1;
        }
        let next = OnceCell::new();
        // The end is empty, or the loop would have gone on.
        let _is_set = end.set(Box::new(Late { node, next }));
        place
    }

    /// Takes its share of the app's budget as large as its values are now.
    fn weigh(&mut self) {
        let bytes = self.values.total_bytes();
        let taken = &self.budget.taken;
        if bytes >= self.share {
            taken.fetch_add(bytes - self.share, Ordering::Relaxed);
        } else {
            taken.fetch_sub(self.share - bytes, Ordering::Relaxed);
        }
        self.share = bytes;
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let writes = self.writes.iter().map(|write| write.field.len() + write.bytes.as_ref().map_or(0, bytes::Bytes::len));
        self.made.borrow().capacity() * size_of::<(usize, NodeId)>()
            + self.dirty.capacity() * size_of::<NodeId>()
            + self.values.memory_bytes()
            + self.writes.capacity() * size_of::<Write>()
            + writes.sum::<usize>()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.budget.taken.fetch_sub(self.share, Ordering::Relaxed);
    }
}

impl Store {
    /// The item's node, made now when this is the first time.
    fn item_node<T: Persist>(&self, definition: &'static Definition<T>) -> NodeId {
        let address = std::ptr::from_ref(definition).addr();
        if let Some(id) = self.kept.find(address) {
            return id;
        }
        let (stored, told) = self.kept.values.read(definition);
        self.kept.told.borrow_mut().extend(told);
        let value = KeptValue {
            value: stored.unwrap_or_else(definition.initial),
            definition,
            before: None,
        };
        let node = Node::new(self.first_generation, self.revision, Box::new(value));
        let place = self.nodes.len() + self.kept.push_late(node);
        let id = NodeId {
            index: u32::try_from(place).expect("nodes are bounded far below"),
            generation: self.first_generation,
        };
        self.kept.made.borrow_mut().push((address, id));
        id
    }

    /// Moves the nodes that were made under a shared reference to the others.
    pub(super) fn settle_late(&mut self) {
        let mut late = self.kept.late.take();
        while let Some(mut first) = late {
            late = first.next.take();
            self.nodes.push(first.node);
        }
    }

    /// The item's value; the read is recorded where `reads` are.
    pub(super) fn read_item<T: Persist>(
        &self,
        reads: Option<&super::context::Reads>,
        definition: &'static Definition<T>,
    ) -> &T {
        let id = self.item_node(definition);
        self.record(reads, id);
        let handle = std::any::type_name::<T>;
        &self.value::<KeptValue<T>>(id, handle).value
    }

    /// The item's value, to change it.
    pub(super) fn write_item<T: Persist>(&mut self, definition: &'static Definition<T>) -> &mut T {
        let id = self.item_node(definition);
        self.settle();
        self.mark_changed(id.index);
        let handle = std::any::type_name::<T>;
        let is_first = self.value::<KeptValue<T>>(id, handle).before.is_none();
        if is_first {
            self.kept.dirty.push(id);
        }
        let kept = self.value_mut::<KeptValue<T>>(id, handle);
        if is_first {
            kept.before = Some(encode(&kept.value, usize::MAX).unwrap_or_default());
        }
        &mut kept.value
    }

    fn keeps(&self, id: NodeId) -> Option<&dyn Keeps> {
        self.live(id)?.value.as_ref()?.keeps()
    }

    /// Ends a transaction: what it wrote is to be stored. With an error it is not, and waits for [`Store::roll_back`].
    pub(crate) fn commit_items(&mut self) -> Result<(), PersistError> {
        if self.kept.dirty.is_empty() {
            return Ok(());
        }
        let changed = self.encode_dirty()?;
        for id in std::mem::take(&mut self.kept.dirty) {
            let node = self.nodes[id.index as usize].value.as_mut();
            if let Some(keeps) = node.and_then(|value| value.keeps_mut()) {
                keeps.commit();
            }
        }
        let mut order = self.kept.values.last_order();
        for (item, bytes) in changed {
            order += 1;
            let id = self.kept.values.id(item.path());
            let write = Write::put(id, item.fingerprint(), order, &bytes);
            self.kept.writes.retain(|other| other.field != write.field);
            self.kept.writes.push(write);
            let value = StoredValue {
                id: id.into(),
                fingerprint: item.fingerprint(),
                order,
                len: bytes.len(),
                bytes: bytes::Bytes::new(),
            };
            self.kept.values.set(value, &mut self.kept.writes);
        }
        self.kept.weigh();
        Ok(())
    }

    /// The bytes of what has really changed, when all of it fits.
    fn encode_dirty(&self) -> Result<Vec<(Item, Vec<u8>)>, PersistError> {
        let budget = &self.kept.budget;
        let mut changed = Vec::new();
        let mut total = self.kept.values.total_bytes();
        for id in &self.kept.dirty {
            let Some(keeps) = self.keeps(*id) else { continue };
            let item = *keeps.item();
            let path = item.path();
            let bytes = keeps.encode(budget.value_bytes).map_err(|error| match error {
                CodecError::TooLarge { max_bytes } => PersistError::OverBudget {
                    path,
                    budget: Budget::Value,
                    max_bytes,
                },
                other => PersistError::Codec {
                    path,
                    reason: other.to_string(),
                },
            })?;
            if keeps.before() == Some(&bytes) {
                continue;
            }
            let stored = self.kept.values.id(path);
            total += bytes.len();
            total -= self.kept.values.len_of(stored, item.fingerprint());
            let others = budget.taken.load(Ordering::Relaxed) - self.kept.share;
            let over = match () {
                () if total > budget.session_bytes => Some((Budget::Session, budget.session_bytes)),
                () if others + total > budget.app_bytes => Some((Budget::App, budget.app_bytes)),
                () => None,
            };
            if let Some((budget, max_bytes)) = over {
                return Err(PersistError::OverBudget {
                    path,
                    budget,
                    max_bytes,
                });
            }
            changed.push((item, bytes));
        }
        Ok(changed)
    }

    /// Undoes what persisted items were given since the last commit. Answers whether that is all that was written.
    pub(crate) fn roll_back_items(&mut self) -> bool {
        let dirty = std::mem::take(&mut self.kept.dirty);
        let is_all = self
            .touched
            .iter()
            .all(|index| dirty.iter().any(|id| id.index == *index));
        self.settle();
        for id in dirty {
            self.mark_changed(id.index);
            let node = self.nodes[id.index as usize].value.as_mut();
            if let Some(keeps) = node.and_then(|value| value.keeps_mut()) {
                keeps.roll_back();
            }
        }
        is_all
    }

    /// What is to be stored, since the last time.
    pub(crate) fn take_writes(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.kept.writes)
    }

    /// What became of stored values that were not read as they stood.
    pub(crate) fn take_hydrations(&mut self) -> Vec<Hydration> {
        std::mem::take(self.kept.told.get_mut())
    }

    /// Everything that is stored of the session, as writes: for a record of its own.
    pub(crate) fn all_writes(&mut self) -> Vec<Write> {
        self.settle();
        let made = self.kept.made.borrow();
        let mut writes = Vec::new();
        for value in self.kept.values.list() {
            let held = made.iter().filter_map(|(_, id)| self.keeps(*id)).find(|keeps| {
                let item = keeps.item();
                item.fingerprint() == value.fingerprint && *value.id == *self.kept.values.id(item.path())
            });
            let bytes = match held {
                None => value.bytes.to_vec(),
                Some(keeps) => match keeps.before() {
                    Some(before) => before.to_vec(),
                    // It was written before, in this size.
                    None => keeps.encode(usize::MAX).unwrap_or_default(),
                },
            };
            writes.push(Write::put(&value.id, value.fingerprint, value.order, &bytes));
        }
        writes
    }

    /// Takes out what outlives the store, as it was at the last commit.
    pub(crate) fn carry_items(&mut self) -> Carried {
        self.roll_back_items();
        let made = self.kept.made.take();
        let nodes = made.into_iter().filter_map(|(address, id)| {
            let node = self.nodes.get_mut(id.index as usize)?;
            Some((address, node.value.take()?))
        });
        Carried {
            nodes: nodes.collect(),
            values: std::mem::take(&mut self.kept.values),
            writes: std::mem::take(&mut self.kept.writes),
            told: std::mem::take(self.kept.told.get_mut()),
        }
    }

    /// Takes over what another store has left.
    pub(crate) fn adopt_items(&mut self, carried: Carried) {
        for (address, value) in carried.nodes {
            let id = self.push_node(value);
            self.kept.made.get_mut().push((address, id));
        }
        self.kept.values = carried.values;
        self.kept.writes = carried.writes;
        self.kept.told = RefCell::new(carried.told);
        self.kept.weigh();
    }
}
