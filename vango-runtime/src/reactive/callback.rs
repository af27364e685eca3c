//! Callbacks: a parent's handler in its child's hands.
//!
//! Invariant: the child calls what the parent's newest render has given. A parent that renders again does not make the
//! child render: closures cannot be compared, and no view depends on which one it is.
//! Deliberately absent: answers. A callback is an event; state comes down as a prop.

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::bound::HandedOn;
use super::context::{Read, Setup, Tx};
use super::node::{NodeId, Plain};
use super::phase::{Checked, OnTheSessionLoop};
use super::renewal::PropWriter;
use super::signal::{handle, read_whole};

/// A component's parameter that its parent gives as a closure. `Copy`; called with a [`Tx`].
///
/// ```
/// # use vango_runtime::reactive::{Callback, Tx};
/// fn key_pressed(tx: &mut Tx, key: &str, on_pick: Callback<u8>) {
///     if let Ok(number) = key.parse() {
///         on_pick.call(tx, number);
///     }
/// }
/// ```
pub struct Callback<A> {
    id: NodeId,
    of: PhantomData<fn() -> A>,
    _stays: OnTheSessionLoop,
}
handle!(Callback<A>);

type Kept<A> = Plain<Option<CallbackClosure<A>>>;

impl<A: 'static> Callback<A> {
    /// Calls the parent's closure, in this transaction. Does nothing when the parent has given none.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component that has it has left the page.
    pub fn call(self, tx: &mut Tx<'_>, value: A) {
        let kept = tx
            .store
            .value::<Kept<A>>(self.id, std::any::type_name::<Self>);
        if let Some(closure) = kept.0.clone() {
            (closure.call)(tx, value);
        }
    }

    /// Whether the parent has given one; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component that has it has left the page.
    pub fn is_given<C: Read>(self, cx: &C) -> bool {
        read_whole::<Kept<A>, C>(cx, self.id, std::any::type_name::<Self>)
            .0
            .is_some()
    }

    /// A closure that calls this callback: to hand it on to a child of one's own.
    pub fn forward(self) -> impl Fn(&mut Tx<'_>, A) + Copy + 'static {
        move |tx, value| self.call(tx, value)
    }
}

/// A closure on its way from a parent to its child. Made by [`callback_closure`].
#[doc(hidden)]
pub struct CallbackClosure<A> {
    call: Call<A>,
}

type Call<A> = Rc<dyn Fn(&mut Tx<'_>, A)>;

impl<A> Clone for CallbackClosure<A> {
    fn clone(&self) -> Self {
        Self {
            call: Rc::clone(&self.call),
        }
    }
}

impl<A> fmt::Debug for CallbackClosure<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallbackClosure")
    }
}

/// Takes a parent's closure. Props builders emit the call; the bound gives the closure its argument types.
#[doc(hidden)]
pub fn callback_closure<A, F>(closure: F) -> CallbackClosure<A>
where
    F: Fn(&mut Tx<'_>, A) + 'static,
{
    CallbackClosure {
        call: Rc::new(closure),
    }
}

/// Allocates a callback of the component under setup. `#[component]` emits the call.
#[doc(hidden)]
pub fn callback<A: HandedOn + 'static>(
    cx: &mut Setup<'_, Checked>,
    value: &mut Option<CallbackClosure<A>>,
) -> Callback<A> {
    Callback::new(cx.parameter(Box::new(Plain(value.take()))))
}

impl PropWriter<'_> {
    /// Gives the next parameter the closure of the parent's new render. `#[component]` emits the call.
    pub fn callback<A: 'static>(&mut self, value: &mut Option<CallbackClosure<A>>) {
        let id = self.renewal.visit();
        if self.renewal.compares() {
            return;
        }
        let name: fn() -> &'static str = std::any::type_name::<Callback<A>>;
        let had = self.store.value::<Kept<A>>(id, name).0.is_some();
        let kept = if had == value.is_some() {
            self.store.value_mut::<Kept<A>>(id, name)
        } else {
            // Whether there is one is all that a view can depend on.
            self.store.write::<Kept<A>>(id, name)
        };
        kept.0 = value.take();
    }
}
