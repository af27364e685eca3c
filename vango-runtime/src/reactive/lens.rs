//! Lenses: one part of a signal's value, as a handle.
//!
//! Invariant: a lens is the signal and the way to the part; reading it tracks the whole signal, writing it changes it.
//! Deliberately absent: a value of its own, and tracking by part. A memo of the part is what cuts off equal values.

use super::context::{Read, Render, Tx, Write};
use super::signal::Signal;

/// A part of a signal's value: read and written like a signal, without a copy. Made by [`Signal::lens`].
///
/// ```
/// # use vango_runtime::reactive::{Lens, Tx};
/// struct Order { amount: u32 }
/// fn one_more(tx: &mut Tx, amount: Lens<Order, u32>) {
///     *amount.get_mut(tx) += 1;
/// }
/// ```
pub struct Lens<S, T> {
    signal: Signal<S>,
    get: fn(&S) -> &T,
    get_mut: fn(&mut S) -> &mut T,
}

impl<S, T> Clone for Lens<S, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S, T> Copy for Lens<S, T> {}

impl<S, T> std::fmt::Debug for Lens<S, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {:?}", std::any::type_name::<Self>(), self.signal)
    }
}

impl<S: Send + 'static> Signal<S> {
    /// A handle to one part of the value.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Tx};
    /// #[derive(Default)]
    /// struct Form { name: String, age: u8 }
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let form = cx.signal(Form::default());
    ///     let age = form.lens(|form| &form.age, |form| &mut form.age);
    ///     let birthday = move |tx: &mut Tx| *age.get_mut(tx) += 1;
    /// }
    /// ```
    pub fn lens<T>(self, get: fn(&S) -> &T, get_mut: fn(&mut S) -> &mut T) -> Lens<S, T> {
        Lens {
            signal: self,
            get,
            get_mut,
        }
    }
}

impl<S: Send + 'static, T> Lens<S, T> {
    /// The part; the signal is tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &T {
        (self.get)(self.signal.get(cx))
    }

    /// The part, to change it. The signal counts as changed.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn get_mut<C: Write>(self, tx: &mut C) -> &mut T {
        (self.get_mut)(self.signal.get_mut(tx))
    }

    /// Replaces the part.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn set<C: Write>(self, tx: &mut C, value: T) {
        *self.get_mut(tx) = value;
    }

    /// Changes the part; answers what `change` does.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the signal's component has left the page.
    pub fn update<C: Write, R>(self, tx: &mut C, change: impl FnOnce(&mut T) -> R) -> R {
        change(self.get_mut(tx))
    }
}

/// What `bind:value` and `bind:checked` may stand for: a [`Signal`] or a [`Lens`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be bound to a form control: what the user changes could not be written to it [VG0331]",
    label = "neither a signal nor a part of one",
    note = "`bind:` takes a `Signal`, or a part of one: `signal.lens(|value| &value.part, |value| &mut value.part)`",
    note = "a memo is computed from other state, and a prop is its parent's: bind the signal that they come from, or write `value={{…}}` to show it and `on:input=move |tx, ev| {{ … }}` to decide what a change means"
)]
pub trait Bind: Copy + 'static {
    /// What the control shows and changes.
    type Value: 'static;

    /// The value, tracked.
    fn get<'r>(self, r: &'r Render<'_>) -> &'r Self::Value;

    /// Takes the value from the control.
    fn set(self, tx: &mut Tx<'_>, value: Self::Value);
}

impl<T: Send + 'static> Bind for Signal<T> {
    type Value = T;

    fn get<'r>(self, r: &'r Render<'_>) -> &'r T {
        Signal::get(self, r)
    }

    fn set(self, tx: &mut Tx<'_>, value: T) {
        Signal::set(self, tx, value);
    }
}

impl<S: Send + 'static, T: 'static> Bind for Lens<S, T> {
    type Value = T;

    fn get<'r>(self, r: &'r Render<'_>) -> &'r T {
        Lens::get(self, r)
    }

    fn set(self, tx: &mut Tx<'_>, value: T) {
        Lens::set(self, tx, value);
    }
}
