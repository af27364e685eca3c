//! Selectors: one selected key, many askers of whom two are concerned when it moves.
//!
//! Invariants:
//! - A read of one key is an edge under the key's hash, with the answer that was given.
//! - `moved` holds the hash of every key that the selection left or reached since it was last asked for. Two keys with
//!   one hash are both told: a collision costs a rendering, never misses one.
//!
//! Deliberately absent: storing the askers' keys.

use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use hashbrown::HashTable;
use smallvec::SmallVec;

use super::bound::StateValue;
use super::context::{Allocate, Read, Render, Setup};
use super::graph::{Computed, Formula, Outcome, Pull};
use super::limits;
use super::memo::{Compute, Values};
use super::node::{Answer, Dependency, NodeId, NodeValue, Subscriber};
use super::phase::{OnTheSessionLoop, Pure};
use super::signal::{handle, read_whole};
use super::store::{Store, hash_with};

/// Which one of many is selected. Who asks [`is`](Selector::is) for a key renders again only when its answer changes.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Render, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let chosen = cx.signal(None::<u64>);
///     let selected = cx.selector(move |r| *chosen.get(r));
///     // In each row: only the row that loses and the row that gains the selection render again.
///     let class = move |r: &Render, id: u64| if selected.is(r, &id) { "danger" } else { "" };
/// }
/// ```
pub struct Selector<K> {
    id: NodeId,
    of: PhantomData<fn() -> K>,
    _stays: OnTheSessionLoop,
}
handle!(Selector<K>);

impl<K: Hash + Eq + Send + 'static> Selector<K> {
    /// Whether `key` is selected; tracked for this key alone when `cx` is a [`Render`].
    ///
    /// Panics like [`Memo::get`](super::Memo::get).
    pub fn is<C: Read>(self, cx: &C, key: &K) -> bool {
        let store = cx.store();
        let node: &SelectorNode<K> = store.value(self.id, std::any::type_name::<Self>);
        // If the closure panics, the reader depends on the whole selector: any change may mend it.
        if let Some(reads) = cx.reads() {
            reads.push(Dependency::whole(self.id));
        }
        store.refresh(self.id.index, Pull::Read);
        let answer = match node.values.get() {
            Some(selected) if selected == key => Answer::Selected,
            _ => Answer::NotSelected,
        };
        if let Some(reads) = cx.reads() {
            reads.amend(Dependency::key(self.id, store.hash_of(key), answer));
        }
        answer == Answer::Selected
    }

    /// The selected key; tracked as a whole when `cx` is a [`Render`].
    ///
    /// Panics like [`Memo::get`](super::Memo::get).
    pub fn get<C: Read>(self, cx: &C) -> Option<&K> {
        let node = read_whole::<SelectorNode<K>, C>(cx, self.id, std::any::type_name::<Self>);
        cx.store().refresh(self.id.index, Pull::Read);
        node.values.get().as_ref()
    }
}

/// The part of a selector that does not depend on the key's type.
pub(super) struct KeyIndex {
    /// The hash of the selected key.
    current: Cell<Option<u64>>,
    /// The revision at which the selector last began or ceased to panic.
    upset_at: Cell<u64>,
    moved: RefCell<Moved>,
    /// Found by the hash of their keys: those of one key stand in a row.
    edges: HashTable<KeyEdge>,
}

/// Somebody has asked for a key. 12 bytes, since each row of a long list is one.
#[derive(Clone, Copy, PartialEq, Eq)]
struct KeyEdge {
    hash_high: u32,
    hash_low: u32,
    subscriber: Subscriber,
}

impl KeyEdge {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the hash is cut in two halves"
    )]
    fn new(hash: u64, subscriber: Subscriber) -> Self {
        Self {
            hash_high: (hash >> 32) as u32,
            hash_low: hash as u32,
            subscriber,
        }
    }

    fn hash(&self) -> u64 {
        u64::from(self.hash_high) << 32 | u64::from(self.hash_low)
    }
}

/// Who asked for keys whose answer may have changed: of a table two rows.
pub(super) type Concerned = SmallVec<[Subscriber; 4]>;

/// The keys that the selection left or reached.
enum Moved {
    Keys(SmallVec<[u64; 2]>),
    /// More than the limit, or an evaluation panicked.
    All,
}

impl KeyIndex {
    fn new() -> Self {
        let moved = RefCell::new(Moved::Keys(SmallVec::new()));
        Self {
            current: Cell::new(None),
            upset_at: Cell::new(0),
            moved,
            edges: HashTable::new(),
        }
    }

    /// Whether a key of this hash, which was not selected at revision `since`, may have another answer now.
    pub(super) fn may_have_gained(&self, hash: u64, since: u64) -> bool {
        self.upset_at.get() > since || self.current.get() == Some(hash)
    }

    /// The selector has begun or ceased to panic: whoever asked about any key is concerned.
    pub(super) fn upset(&self, revision: u64) {
        self.upset_at.set(revision);
        self.moved.replace(Moved::All);
    }

    fn move_to(&self, hash: Option<u64>) {
        let before = self.current.replace(hash);
        let mut moved = self.moved.borrow_mut();
        for hash in before.into_iter().chain(hash) {
            match &mut *moved {
                Moved::Keys(keys) if keys.contains(&hash) => {}
                Moved::Keys(keys) if keys.len() < limits::SELECTIONS_MAX => keys.push(hash),
                _ => *moved = Moved::All,
            }
        }
    }

    /// Adds an edge; adding it again does nothing.
    pub(super) fn link(&mut self, hash: u64, subscriber: Subscriber) {
        let edge = KeyEdge::new(hash, subscriber);
        self.edges
            .entry(hash, |other| *other == edge, KeyEdge::hash)
            .or_insert(edge);
    }

    /// Removes an edge, if it is there.
    pub(super) fn unlink(&mut self, hash: u64, subscriber: Subscriber) {
        let edge = KeyEdge::new(hash, subscriber);
        if let Ok(entry) = self.edges.find_entry(hash, |other| *other == edge) {
            entry.remove();
        }
    }

    /// Removes the edges to observers.
    pub(super) fn forget_observers(&mut self) {
        self.edges.retain(|edge| !edge.subscriber.is_observer());
        self.edges.shrink_to_fit(KeyEdge::hash);
    }

    /// The askers of the keys that the selection left or reached since the last call.
    fn take_concerned(&mut self) -> Concerned {
        let none = Moved::Keys(SmallVec::new());
        match std::mem::replace(self.moved.get_mut(), none) {
            Moved::All => self.edges.iter().map(|edge| edge.subscriber).collect(),
            Moved::Keys(keys) => {
                let of = |hash: &u64| {
                    let hash = *hash;
                    let edges = self.edges.iter_hash(hash);
                    edges.filter(move |edge| edge.hash() == hash)
                };
                keys.iter()
                    .flat_map(of)
                    .map(|edge| edge.subscriber)
                    .collect()
            }
        }
    }

    #[cfg(test)]
    pub(super) fn edges(&self) -> usize {
        self.edges.len()
    }

    fn memory_bytes(&self) -> usize {
        self.edges.allocation_size()
    }
}

impl Store {
    /// Brings a selector up to date and says who asked for the keys that the selection left or reached.
    pub(super) fn subscribers_of_moved_keys(&mut self, index: u32) -> Concerned {
        let refreshed = catch_unwind(AssertUnwindSafe(|| self.refresh(index, Pull::Check)));
        let Some(keys) = self.nodes[index as usize]
            .value
            .as_mut()
            .and_then(|value| value.keys_mut())
        else {
            return Concerned::new();
        };
        if refreshed.is_err() {
            // Each asker fails when it asks again: the panic surfaces in its rendering.
            *keys.moved.get_mut() = Moved::All;
        }
        keys.take_concerned()
    }
}

struct SelectorNode<K> {
    formula: Formula,
    values: Values<Option<K>>,
    compute: Compute<Option<K>>,
    keys: KeyIndex,
    hash_key: u64,
}

impl<K: Hash + Eq + 'static> Computed for SelectorNode<K> {
    fn formula(&self) -> &Formula {
        &self.formula
    }
    fn compute(&self, r: &mut Render<'_>) -> Outcome {
        let outcome = self.values.accept((self.compute)(r));
        if outcome == Outcome::Changed {
            let selected = self.values.get().as_ref();
            self.keys
                .move_to(selected.map(|key| hash_with(self.hash_key, key)));
        }
        outcome
    }
    fn promote(&mut self) {
        self.values.promote();
    }
}

impl<K: Hash + Eq + 'static> NodeValue for SelectorNode<K> {
    fn computed(&self) -> Option<&dyn Computed> {
        Some(self)
    }
    fn computed_mut(&mut self) -> Option<&mut dyn Computed> {
        Some(self)
    }
    fn keys(&self) -> Option<&KeyIndex> {
        Some(&self.keys)
    }
    fn keys_mut(&mut self) -> Option<&mut KeyIndex> {
        Some(&mut self.keys)
    }
    fn memory_bytes(&self) -> usize {
        size_of::<Self>()
            + size_of_val(&*self.compute)
            + self.formula.memory_bytes()
            + self.keys.memory_bytes()
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Allocates a selector. `selected` is tracked and pure like a memo.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let chosen = cx.signal(None::<u64>);
    ///     let is_chosen = cx.selector(move |r| *chosen.get(r));
    /// }
    /// ```
    #[track_caller]
    pub fn selector<K, F>(&mut self, selected: F) -> Selector<K>
    where
        Self: Allocate,
        K: Hash + Eq + StateValue + 'static,
        F: Fn(&mut Render<'_>) -> Option<K> + Pure + 'static,
    {
        let node = SelectorNode {
            formula: Formula::new(Location::caller()),
            values: Values::new(),
            compute: Box::new(selected),
            keys: KeyIndex::new(),
            hash_key: self.store.hash_key,
        };
        Selector::new(self.store.allocate(self.owner, Box::new(node)))
    }
}
