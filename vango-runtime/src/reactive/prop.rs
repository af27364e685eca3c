//! Props: values that a parent hands to its child, live.
//!
//! Invariant: only a [`PropWriter`] writes a prop, and only a different value marks it changed.
//! Deliberately absent: any way for the child to write.

use std::marker::PhantomData;

use super::context::{PropWriter, Read, Setup};
use super::node::{NodeId, Plain};
use super::phase::{Checked, HandlesStayOnTheSessionLoop};
use super::signal::{handle, read_whole};
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
    _stays: HandlesStayOnTheSessionLoop,
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

/// Allocates a prop of the component under setup.
#[doc(hidden)]
pub fn prop<T: PropValue>(cx: &mut Setup<'_, Checked>, value: T) -> Prop<T> {
    keep(cx, value, keeps())
}

/// [`prop`], as `#[component]` calls it.
#[doc(hidden)]
pub fn keep<T: 'static>(cx: &mut Setup<'_, Checked>, value: T, _: Keeps<T>) -> Prop<T> {
    Prop::new(cx.store.allocate(cx.owner, Box::new(Plain(value))))
}

impl PropWriter<'_> {
    /// Gives `prop` its new value; an equal one changes nothing.
    pub fn set<T: PropValue>(&mut self, prop: Prop<T>, value: T) {
        self.renew(prop, value, keeps());
    }

    /// [`PropWriter::set`], as `#[component]` calls it.
    #[doc(hidden)]
    pub fn renew<T: 'static>(&mut self, prop: Prop<T>, value: T, keeps: Keeps<T>) {
        let name: fn() -> &'static str = std::any::type_name::<Prop<T>>;
        if self.compares().is_some() {
            return self.compare(&value, prop, keeps);
        }
        if !(keeps.is_equal)(&self.store.value::<Plain<T>>(prop.id, name).0, &value) {
            self.store.write::<Plain<T>>(prop.id, name).0 = value;
        }
    }
}

/// What a writer notes that compares.
#[derive(Default)]
pub(crate) struct Comparison {
    /// Props that were looked at.
    pub(super) nth: usize,
    pub(super) differences: Vec<PropDifference>,
}

/// A prop that would have another value.
#[cfg_attr(
    not(debug_assertions),
    expect(dead_code, reason = "only development builds compare")
)]
pub(crate) struct PropDifference {
    /// Which of the component's parameters after the context, from 1.
    pub(crate) nth: usize,
    /// Its type.
    pub(crate) of: &'static str,
    /// What it is and what it would be, for types that can be shown.
    pub(crate) values: Option<(String, String)>,
}

impl PropWriter<'_> {
    fn compare<T: 'static>(&mut self, value: &T, prop: Prop<T>, keeps: Keeps<T>) {
        let name: fn() -> &'static str = std::any::type_name::<Prop<T>>;
        let own = &self.store.value::<Plain<T>>(prop.id, name).0;
        let difference = differing(own, value, keeps.is_equal);
        if let (Some(values), Some(comparison)) = (difference, &mut self.comparison) {
            comparison.differences.push(PropDifference {
                nth: comparison.nth,
                of: std::any::type_name::<T>(),
                values,
            });
        }
    }
}
