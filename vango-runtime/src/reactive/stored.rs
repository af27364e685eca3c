//! Stored values: what handlers need, and no view depends on.
//!
//! Invariant: only a `Tx` opens one, so a change of it can change nothing that was rendered.
//! Deliberately absent: tracking. What a view shows belongs into a signal.

use std::marker::PhantomData;

use super::bound::HandedOn;
use super::context::{Allocate, Open, Setup};
use super::node::{NodeId, Plain};
use super::phase::OnTheSessionLoop;
use super::signal::handle;

/// A value that only handlers open. `Copy`, whatever the value is: that is how a value enters several handlers.
///
/// ```
/// # use vango_runtime::reactive::{Checked, Setup, Tx};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let undo = cx.stored(Vec::new());
///     let text = cx.signal(String::new());
///     let typed = move |tx: &mut Tx, new: String| {
///         let old = std::mem::replace(text.get_mut(tx), new);
///         undo.get_mut(tx).push(old);
///     };
/// }
/// ```
///
/// A render cannot open it, since it would not be told of a change:
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Render, Stored};
/// fn helper(r: &mut Render, undo: Stored<Vec<String>>) -> usize {
///     undo.get(r).len()
/// }
/// ```
pub struct Stored<T> {
    id: NodeId,
    of: PhantomData<fn() -> T>,
    _stays: OnTheSessionLoop,
}
handle!(Stored<T>);

impl<T: 'static> Stored<T> {
    /// The value.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when its component has left the page.
    pub fn get<C: Open>(self, tx: &C) -> &T {
        let name: fn() -> &'static str = std::any::type_name::<Self>;
        &tx.store().value::<Plain<T>>(self.id, name).0
    }

    /// The value, to change it. Nobody is told.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when its component has left the page.
    pub fn get_mut<C: Open>(self, tx: &mut C) -> &mut T {
        let name: fn() -> &'static str = std::any::type_name::<Self>;
        &mut tx.store_mut().value_mut::<Plain<T>>(self.id, name).0
    }

    /// Replaces the value.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when its component has left the page.
    pub fn set<C: Open>(self, tx: &mut C, value: T) {
        *self.get_mut(tx) = value;
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Keeps a value for the component's handlers; it is dropped with the component.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    ///
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let undo = cx.stored(Vec::<String>::new());
    ///     let forget = move |tx: &mut Tx| undo.get_mut(tx).clear();
    /// }
    /// ```
    pub fn stored<T: HandedOn + 'static>(&mut self, value: T) -> Stored<T>
    where
        Self: Allocate,
    {
        Stored::new(self.store.allocate(self.owner, Box::new(Plain(value))))
    }
}
