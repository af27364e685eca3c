//! What a session's persisted items are in its store: nodes that belong to no component, made when an item is first reached.
//!
//! Invariants:
//! - An item has at most one node in a store, whoever reaches it first: a render too, which only has a shared reference. Nodes that
//!   were made so stand in a list of their own until the store is held exclusively (`late`).
//! - Between two commits a node that was written remembers the bytes that it had before.
//!
//! Deliberately absent: transactions (`commit`), and the store that values come from and go to.

use std::cell::{Cell, OnceCell, RefCell};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::budget::StateBudget;
use super::globals::GlobalUpdate;
use super::held::allocated;
use super::node::{Node, NodeId, NodeValue};
use super::store::Store;
use crate::persist::{
    Bindings, BudgetUse, CodecError, Definition, Hydration, Item, Persist, SchemaBook, Scope,
    Values, Write, decode, encode,
};

/// What is to be told of persisted items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Hydration(Hydration),
    Use(BudgetUse),
}

/// The persisted items of one store: nothing but their budget until there are any.
pub(super) struct Kept {
    budget: Arc<StateBudget>,
    bindings: Bindings,
    schemas: SchemaBook,
    items: OnceCell<Box<Items>>,
}

/// The persisted items of a store that has some.
pub(super) struct Items {
    /// Items by the address of their definition; a session reaches a handful.
    pub(super) made: RefCell<Vec<(usize, NodeId)>>,
    /// See the module's documentation. The first is the node after the store's last.
    late: OnceCell<Box<Late>>,
    /// Nodes that were written since the last commit.
    pub(super) dirty: Vec<NodeId>,
    pub(super) values: Values,
    pub(super) budget: Arc<StateBudget>,
    /// Its share of the app's budget.
    pub(super) share: usize,
    pub(super) told: RefCell<Vec<Told>>,
    /// Names of values that were stored beside the session's, and are not yet shown: each once.
    news: Vec<String>,
    /// An item of the browser's was reached.
    pub(super) wants_browser: Cell<bool>,
    pub(super) writes: Vec<Write>,
    /// Changes of globals that the transaction under way asks for, and those of transactions that are over.
    pub(super) updates: Vec<GlobalUpdate>,
    pub(super) agreed: Vec<GlobalUpdate>,
    /// Who wants to hear of transactions that were undone.
    pub(super) listeners: Vec<NodeId>,
}

struct Late {
    node: Node,
    next: OnceCell<Box<Late>>,
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
    /// Takes over what is stored, when that is something else; not while the value is being written.
    fn renew(&mut self, values: &Values) -> bool;
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

    fn renew(&mut self, values: &Values) -> bool {
        let (Some(stored), _) = values.read(self.definition) else {
            return false;
        };
        let is_same = encode(&stored, usize::MAX).ok() == encode(&self.value, usize::MAX).ok();
        if is_same || self.before.is_some() {
            return false;
        }
        self.value = stored;
        true
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
    pub(super) fn new(values: Values, budget: Arc<StateBudget>) -> Self {
        let (bindings, schemas) = values.surroundings();
        let mut kept = Self {
            budget,
            bindings,
            schemas,
            items: OnceCell::new(),
        };
        if !values.list().is_empty() {
            kept.values = values;
            kept.weigh();
        }
        kept
    }

    pub(super) fn peek(&self) -> Option<&Items> {
        self.items.get().map(|items| &**items)
    }

    pub(super) fn peek_mut(&mut self) -> Option<&mut Items> {
        self.items.get_mut().map(|items| &mut **items)
    }

    /// No values, and what is needed to write some.
    pub(super) fn surroundings(&self) -> (Values, Arc<StateBudget>) {
        let values = Values::new(self.bindings, self.schemas.clone());
        (values, Arc::clone(&self.budget))
    }

    fn make(&self) -> &Items {
        self.items.get_or_init(|| {
            let (values, budget) = self.surroundings();
            Box::new(Items::new(values, budget))
        })
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.peek().map_or(0, |items| {
            allocated(size_of::<Items>()) + items.memory_bytes()
        })
    }
}

/// Whoever only asks whether there is something uses [`Kept::peek`].
impl std::ops::Deref for Kept {
    type Target = Items;

    fn deref(&self) -> &Items {
        self.make()
    }
}

impl std::ops::DerefMut for Kept {
    fn deref_mut(&mut self) -> &mut Items {
        self.make();
        match self.items.get_mut() {
            Some(items) => items,
            None => unreachable!("it was made above"),
        }
    }
}

impl Items {
    fn new(values: Values, budget: Arc<StateBudget>) -> Self {
        Self {
            made: RefCell::default(),
            late: OnceCell::new(),
            dirty: Vec::new(),
            values,
            budget,
            share: 0,
            told: RefCell::default(),
            news: Vec::new(),
            wants_browser: Cell::new(false),
            writes: Vec::new(),
            updates: Vec::new(),
            agreed: Vec::new(),
            listeners: Vec::new(),
        }
    }

    pub(super) fn has_news(&self) -> bool {
        !self.news.is_empty()
    }

    pub(super) fn note_news(&mut self, id: &str) {
        if !self.news.iter().any(|known| known == id) {
            self.news.push(id.to_owned());
        }
    }

    pub(super) fn take_news(&mut self) -> Vec<String> {
        std::mem::take(&mut self.news)
    }

    pub(super) fn find(&self, address: usize) -> Option<NodeId> {
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

    /// How many nodes are on the list.
    pub(super) fn late_count(&self) -> usize {
        let first = self.late.get();
        std::iter::successors(first, |late| late.next.get()).count()
    }

    /// Puts a node at the end of the list.
    pub(super) fn push_late(&self, node: Node) {
        let mut end = &self.late;
        while let Some(late) = end.get() {
            end = &late.next;
        }
        let next = OnceCell::new();
        // The end is empty, or the loop would have gone on.
        let _is_set = end.set(Box::new(Late { node, next }));
    }

    /// Takes its share of the app's budget as large as its values are now.
    pub(super) fn weigh(&mut self) {
        let bytes = self.values.total_bytes();
        let taken = &self.budget.taken;
        if bytes >= self.share {
            taken.fetch_add(bytes - self.share, Ordering::Relaxed);
        } else {
            taken.fetch_sub(self.share - bytes, Ordering::Relaxed);
        }
        self.share = bytes;
    }

    /// Tells of budgets of which what was written makes half be used, or more. To be called when it was weighed.
    pub(super) fn tell_uses(&mut self, written: &[(&'static str, usize)]) {
        let uses = written
            .iter()
            .flat_map(|(path, bytes)| self.budget.uses(path, *bytes, self.share));
        self.told.get_mut().extend(uses.map(Told::Use));
    }

    fn memory_bytes(&self) -> usize {
        let writes = self
            .writes
            .iter()
            .map(|write| write.field.len() + write.bytes.as_ref().map_or(0, bytes::Bytes::len));
        self.made.borrow().capacity() * size_of::<(usize, NodeId)>()
            + self.dirty.capacity() * size_of::<NodeId>()
            + self.values.memory_bytes()
            + self.writes.capacity() * size_of::<Write>()
            + writes.sum::<usize>()
    }
}

impl Drop for Items {
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
        if Scope::of(&definition.item) == Scope::Browser {
            self.kept.wants_browser.set(true);
        }
        let (stored, told) = self.kept.values.read(definition);
        let told = told.map(Told::Hydration);
        self.kept.told.borrow_mut().extend(told);
        let value = KeptValue {
            value: stored.unwrap_or_else(definition.initial),
            definition,
            before: None,
        };
        self.make_late(address, value, |_, _| {})
    }

    /// Moves the nodes that were made under a shared reference to the others.
    pub(super) fn settle_late(&mut self) {
        let Some(kept) = self.kept.peek_mut() else {
            return;
        };
        let mut late = kept.late.take();
        while let Some(mut first) = late {
            late = first.next.take();
            if first
                .node
                .value
                .as_ref()
                .is_some_and(|value| value.listens().is_some())
            {
                let inbox = self.inbox();
                let listens = first.node.value.as_ref().and_then(|value| value.listens());
                listens
                    .into_iter()
                    .for_each(|listens| listens.listen(&inbox));
            }
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
}
