//! Signals: plain values that the session owns.
//!
//! Invariant: a handle is an index and a generation; the value is reached through a context only.
//! Deliberately absent: equality. A write counts as a change; a memo is what cuts off equal values.

use std::marker::PhantomData;

use super::bound::StateValue;
use super::context::{Allocate, Read, Setup, Write};
use super::node::{NodeId, Plain};
use super::phase::OnTheSessionLoop;
use super::store::Store;

/// `Copy` without `T: Copy`, and the other things that every handle has.
macro_rules! handle {
    ($name:ident<$($parameter:ident),+>) => {
        impl<$($parameter),+> Clone for $name<$($parameter),+> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<$($parameter),+> Copy for $name<$($parameter),+> {}
        impl<$($parameter),+> PartialEq for $name<$($parameter),+> {
            fn eq(&self, other: &Self) -> bool {
                self.id == other.id
            }
        }
        impl<$($parameter),+> Eq for $name<$($parameter),+> {}
        impl<$($parameter),+> std::fmt::Debug for $name<$($parameter),+> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}#{}", std::any::type_name::<Self>(), self.id.index)
            }
        }
        impl<$($parameter),+> $name<$($parameter),+> {
            fn new(id: $crate::reactive::node::NodeId) -> Self {
                Self { id, of: PhantomData, _stays: OnTheSessionLoop::MARK }
            }

            #[cfg(test)]
            #[allow(dead_code, reason = "not all handles are parameters")]
            pub(in $crate::reactive) fn kept_in(self) -> $crate::reactive::node::NodeId {
                self.id
            }
        }
    };
}
pub(super) use handle;

/// A value in the session's store. `Copy`; the context is the key to the value.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Setup, Tx};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let count = cx.signal(0);
///     let click = move |tx: &mut Tx| *count.get_mut(tx) += 1;
/// }
/// ```
///
/// A handle cannot leave the session loop, and a child's handle cannot outlive the child:
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Checked, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let count = cx.signal(0);
///     let keeper = cx.signal(Some(count));
/// }
/// ```
///
/// Two writable references into state do not overlap:
///
/// ```compile_fail,E0499
/// # use vango_runtime::reactive::{Signal, Tx};
/// fn handler(tx: &mut Tx, count: Signal<i64>) {
///     let value = count.get_mut(tx);
///     count.set(tx, 2);
///     *value += 1;
/// }
/// ```
pub struct Signal<T> {
    id: NodeId,
    of: PhantomData<fn() -> T>,
    _stays: OnTheSessionLoop,
}
handle!(Signal<T>);

impl<T> Signal<T> {
    /// The signal whose value is in this node.
    pub(crate) fn at(id: NodeId) -> Self {
        Self::new(id)
    }

    /// The node with its value.
    pub(crate) fn id(self) -> NodeId {
        self.id
    }
}

impl<T: 'static> Signal<T> {
    /// The value; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &T {
        &read_whole::<Plain<T>, C>(cx, self.id, std::any::type_name::<Self>).0
    }

    /// The value, to change it. The signal counts as changed, whatever is done with it.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn get_mut<C: Write>(self, tx: &mut C) -> &mut T {
        &mut tx
            .store_mut()
            .write::<Plain<T>>(self.id, std::any::type_name::<Self>)
            .0
    }

    /// Replaces the value.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn set<C: Write>(self, tx: &mut C, value: T) {
        *self.get_mut(tx) = value;
    }

    /// Changes the value; answers what `change` does.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn update<C: Write, R>(self, tx: &mut C, change: impl FnOnce(&mut T) -> R) -> R {
        change(self.get_mut(tx))
    }
}

impl Signal<bool> {
    /// Makes `true` of `false`, and the other way round: what most switches do.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let is_open = cx.signal(false);
    ///     let click = move |tx: &mut Tx| is_open.toggle(tx);
    /// }
    /// ```
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn toggle<C: Write>(self, tx: &mut C) {
        let value = self.get_mut(tx);
        *value = !*value;
    }
}

/// Records a read of the whole node, if the context tracks, and opens the node.
pub(super) fn read_whole<V: super::node::NodeValue, C: Read>(
    cx: &C,
    id: NodeId,
    handle: fn() -> &'static str,
) -> &V {
    let store = cx.store();
    store.record(cx.reads(), id);
    store.value(id, handle)
}

impl Store {
    /// Records a read of a whole node, once per recorder.
    #[inline]
    pub(super) fn record(&self, reads: Option<&super::context::Reads>, id: NodeId) {
        if let (Some(reads), Some(node)) = (reads, self.live(id))
            && node.seen.replace(reads.stamp) != reads.stamp
        {
            reads.push(super::node::Dependency::whole(id));
        }
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Allocates a signal.
    ///
    /// `T: Send` refuses a handle inside a signal, so that a child's handle cannot outlive the child.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let names = cx.signal(Vec::<String>::new());
    ///     let add = move |tx: &mut Tx| names.get_mut(tx).push("Ada".to_owned());
    /// }
    /// ```
    pub fn signal<T: StateValue + 'static>(&mut self, value: T) -> Signal<T>
    where
        Self: Allocate,
    {
        Signal::new(self.store.allocate(self.owner, Box::new(Plain(value))))
    }
}
