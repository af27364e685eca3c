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

impl<T: PartialEq + Send + 'static> Prop<T> {
    /// The value; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &T {
        &read_whole::<Plain<T>, C>(cx, self.id, std::any::type_name::<Self>).0
    }
}

/// Allocates a prop of the component under setup. `#[component]` emits the call.
#[doc(hidden)]
pub fn prop<T: PartialEq + Send + 'static>(cx: &mut Setup<'_, Checked>, value: T) -> Prop<T> {
    Prop::new(cx.store.allocate(cx.owner, Box::new(Plain(value))))
}

impl PropWriter<'_> {
    /// Gives `prop` its new value; an equal one changes nothing.
    pub fn set<T: PartialEq + Send + 'static>(&mut self, prop: Prop<T>, value: T) {
        let name: fn() -> &'static str = std::any::type_name::<Prop<T>>;
        if self.compares().is_some() {
            return self.compare(&value, prop);
        }
        if self.store.value::<Plain<T>>(prop.id, name).0 != value {
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
    fn compare<T: PartialEq + Send + 'static>(&mut self, value: &T, prop: Prop<T>) {
        let name: fn() -> &'static str = std::any::type_name::<Prop<T>>;
        let own = &self.store.value::<Plain<T>>(prop.id, name).0;
        let difference = differing(own, value);
        if let (Some(values), Some(comparison)) = (difference, &mut self.comparison) {
            comparison.differences.push(PropDifference {
                nth: comparison.nth,
                of: std::any::type_name::<T>(),
                values,
            });
        }
    }
}
