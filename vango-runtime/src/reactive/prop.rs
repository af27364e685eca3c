//! Props: values that a parent hands to its child, live.
//!
//! Invariant: only a [`PropWriter`] writes a prop, and only a different value marks it changed.
//! Deliberately absent: any way for the child to write.

use std::marker::PhantomData;

use super::context::{Read, Setup};
use super::node::{NodeId, Plain};
use super::phase::{Checked, OnTheSessionLoop};
use super::renewal::PropWriter;
use super::signal::{handle, read_whole};
#[cfg(debug_assertions)]
use super::twice::differing;

/// A component's parameter: read like a signal, written by the parent's render.
///
/// ```
/// # use vango_runtime::reactive::{Prop, Read};
/// fn in_words(cx: &impl Read, cents: Prop<u32>) -> String {
///     format!("{} cents", cents.get(cx))
/// }
/// ```
pub struct Prop<T> {
    id: NodeId,
    of: PhantomData<fn() -> T>,
    _stays: OnTheSessionLoop,
}
handle!(Prop<T>);

/// What a prop can carry.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of a prop [VG0114]",
    label = "cannot be compared, or is not `Send + Sync`",
    note = "a component compares a new value with the one that it has: derive `PartialEq` for a type of your own, write `T: PartialEq + Send + Sync` for a type parameter",
    note = "`Arc` instead of `Rc`; what is to be called is a `Callback<A>`, what is shown a `Slot`"
)]
pub trait PropValue: PartialEq + Send + Sync + 'static {}

// Not recommended: each bound that is missing would be an error of its own.
#[diagnostic::do_not_recommend]
impl<T: PartialEq + Send + Sync + 'static> PropValue for T {}

/// That a prop can carry a `T`, and how two of them are compared. [`keep`] and [`PropWriter::renew`] take it instead of
/// having bounds of their own: `#[component]` makes it by one call with one place, and rustc tells of a type that cannot
/// be kept once, at that place.
#[doc(hidden)]
pub struct Keeps<T> {
    is_equal: fn(&T, &T) -> bool,
}

/// See [`Keeps`].
#[doc(hidden)]
pub const fn keeps<T: PropValue>() -> Keeps<T> {
    Keeps { is_equal: T::eq }
}

impl<T: 'static> Prop<T> {
    /// The value; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &T {
        &read_whole::<Plain<T>, C>(cx, self.id, std::any::type_name::<Self>).0
    }
}

/// Allocates a prop of the component under setup. `#[component]` emits the call.
///
/// Panics when there is no value, which the types of builders exclude.
#[doc(hidden)]
pub fn keep<T: 'static>(
    cx: &mut Setup<'_, Checked>,
    value: &mut Option<T>,
    _: Keeps<T>,
) -> Prop<T> {
    Prop::new(cx.parameter(Box::new(Plain(given(value)))))
}

/// A value on its way from a parent to its child, which is handed over once.
fn given<T>(value: &mut Option<T>) -> T {
    value
        .take()
        .expect("the builder's type says that each prop has a value, and it is handed over once")
}

impl PropWriter<'_> {
    /// Gives the next parameter its new value; an equal one changes nothing. `#[component]` emits the call.
    pub fn renew<T: 'static>(&mut self, value: &mut Option<T>, keeps: Keeps<T>) {
        let (id, value) = (self.renewal.visit(), given(value));
        let name: fn() -> &'static str = std::any::type_name::<Prop<T>>;
        let own = &self.store.value::<Plain<T>>(id, name).0;
        #[cfg(debug_assertions)]
        if self.renewal.compares() {
            if let Some(values) = differing(own, &value, keeps.is_equal) {
                self.renewal.note(std::any::type_name::<T>(), values);
            }
            return;
        }
        if !(keeps.is_equal)(own, &value) {
            self.store.write::<Plain<T>>(id, name).0 = value;
        }
    }
}

/// A prop that would have another value.
#[cfg(debug_assertions)]
pub(crate) struct PropDifference {
    /// Which of the component's parameters after the context, from 1.
    pub(crate) nth: usize,
    /// Its type.
    pub(crate) of: &'static str,
    /// What it is and what it would be, for types that can be shown.
    pub(crate) values: Option<(String, String)>,
}
