//! Memos: values computed from state, when read and when out of date.
//!
//! Invariant: two values. `old` is what everybody has seen; `new` waits beside it, because references to `old` may be
//! out while a shared reference evaluates, and is promoted under an exclusive one. An equal result keeps the old value.
//! Deliberately absent: memos of references into state (an uncached lens is a plain function).

use std::cell::OnceCell;
use std::marker::PhantomData;
use std::panic::Location;

use super::bound::StateValue;
use super::context::{Allocate, Read, Render, Setup};
use super::graph::{Computed, Formula, Outcome, Pull};
use super::held::{allocated, held_bytes};
use super::node::{NodeId, NodeValue};
use super::phase::{OnTheSessionLoop, Pure};
use super::signal::{handle, read_whole};
use super::twice::check_twice;

/// A value computed from state. `Copy`; recomputed when it is read after something that it read has changed.
///
/// Who reads a memo renders again only when its value differs from the one before.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let count = cx.signal(0);
///     let parity = cx.memo(move |r| if count.get(r) % 2 == 0 { "even" } else { "odd" });
///     let label = cx.memo(move |r| format!("an {} number", parity.get(r)));
/// }
/// ```
pub struct Memo<T> {
    id: NodeId,
    of: PhantomData<fn() -> T>,
    _stays: OnTheSessionLoop,
}
handle!(Memo<T>);

impl<T: Send + PartialEq + 'static> Memo<T> {
    /// The value, computed now if it is out of date; tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the memo's component has left the page, with
    /// [`MemoCycle`](super::MemoCycle) when the memo reads itself, and with whatever its closure panics with; in the last
    /// case the next read tries again.
    pub fn get<C: Read>(self, cx: &C) -> &T {
        let node = read_whole::<MemoNode<T>, C>(cx, self.id, std::any::type_name::<Self>);
        cx.store().refresh(self.id.index, Pull::Read);
        node.values.get()
    }
}

/// The two values of a computed node.
pub(super) struct Values<T> {
    old: Option<T>,
    new: OnceCell<T>,
}

impl<T: 'static> Values<T> {
    fn held_bytes(&self) -> usize {
        let values = self.old.iter().chain(self.new.get());
        values.map(held_bytes).sum()
    }
}

impl<T: PartialEq> Values<T> {
    pub(super) fn new() -> Self {
        Self {
            old: None,
            new: OnceCell::new(),
        }
    }

    /// The newest value. It is there, because each reader refreshes first and a failed evaluation unwinds.
    pub(super) fn get(&self) -> &T {
        self.new
            .get()
            .or(self.old.as_ref())
            .expect("a computed node is refreshed before it is opened")
    }

    /// Keeps `value` when it differs from the one before.
    pub(super) fn accept(&self, value: T) -> Outcome {
        if self.old.as_ref() == Some(&value) {
            return Outcome::Same;
        }
        let refused = self.new.set(value);
        debug_assert!(
            refused.is_ok(),
            "a node is computed at most once between two promotions"
        );
        Outcome::Changed
    }

    pub(super) fn promote(&mut self) {
        if let Some(value) = self.new.take() {
            self.old = Some(value);
        }
    }
}

/// The closure of a computed node.
pub(super) type Compute<T> = Box<dyn Fn(&mut Render<'_>) -> T>;

struct MemoNode<T> {
    formula: Formula,
    values: Values<T>,
    compute: Compute<T>,
}

impl<T: PartialEq + 'static> Computed for MemoNode<T> {
    fn formula(&self) -> &Formula {
        &self.formula
    }
    fn compute(&self, r: &mut Render<'_>) -> Outcome {
        let value = (self.compute)(r);
        if cfg!(debug_assertions) {
            let at = self.formula.location();
            check_twice(&r.store, &value, &self.compute, "a memo", at);
        }
        self.values.accept(value)
    }
    fn promote(&mut self) {
        self.values.promote();
    }
}

impl<T: PartialEq + 'static> NodeValue for MemoNode<T> {
    fn computed(&self) -> Option<&dyn Computed> {
        Some(self)
    }
    fn computed_mut(&mut self) -> Option<&mut dyn Computed> {
        Some(self)
    }
    fn memory_bytes(&self) -> usize {
        let closure = allocated(size_of_val(&*self.compute));
        size_of::<Self>() + closure + self.formula.memory_bytes() + self.values.held_bytes()
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Allocates a memo. `compute` runs when the memo is read first, and again when something that it read has changed.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let prices = cx.signal(vec![3_u32, 4]);
    ///     let total = cx.memo(move |r| prices.get(r).iter().sum::<u32>());
    /// }
    /// ```
    #[track_caller]
    pub fn memo<T, F>(&mut self, compute: F) -> Memo<T>
    where
        Self: Allocate,
        T: StateValue + PartialEq + 'static,
        F: Fn(&mut Render<'_>) -> T + Pure + 'static,
    {
        let formula = Formula::new(Location::caller());
        let node = MemoNode {
            formula,
            values: Values::new(),
            compute: Box::new(compute),
        };
        Memo::new(self.store.allocate(self.owner, Box::new(node)))
    }
}
