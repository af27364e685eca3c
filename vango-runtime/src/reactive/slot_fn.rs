//! Slots with an argument: a parent's closure that renders a piece of its child, once per row or as often as it likes.
//!
//! Invariant: the closure runs in the child's render, so what it reads makes the child render again; a parent that renders
//! again makes the child render again too, since what its closure has captured may differ.
//! Deliberately absent: the slot without an argument, which the parent evaluates itself (see `view`).

use std::fmt;
use std::marker::PhantomData;
use std::rc::Rc;

use super::context::{Read, Render, Setup};
use super::node::{NodeId, Plain};
use super::phase::{Checked, OnTheSessionLoop, Pure};
use super::renewal::PropWriter;
use super::signal::{handle, read_whole};
use crate::view::{Template, View, open};

/// A component's parameter that its parent gives as a closure from a value to a view. `Copy`.
///
/// ```
/// # use vango_runtime::reactive::{Render, SlotFn};
/// # use vango_runtime::view::View;
/// fn first(r: &Render, names: &[String], row: SlotFn<String>) -> Option<View> {
///     names.first().map(|name| row.show(r, name)) // `{first(r, names, row)}` in `view!`
/// }
/// ```
pub struct SlotFn<A> {
    id: NodeId,
    of: PhantomData<fn() -> A>,
    _stays: OnTheSessionLoop,
}
handle!(SlotFn<A>);

type Kept<A> = Plain<Option<SlotClosure<A>>>;

/// What a slot shows that the parent has not given.
static NOTHING: Template = Template::new(0, &[""], "", &[]);

impl<A: 'static> SlotFn<A> {
    /// Renders the parent's closure with `value`: place the result. Nothing, when the parent has given none.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component that has it has left the page.
    pub fn show(self, r: &Render<'_>, value: &A) -> View {
        match &read_whole::<Kept<A>, _>(r, self.id, std::any::type_name::<Self>).0 {
            Some(closure) => (closure.show)(r, value),
            None => open(r, &NOTHING).close(),
        }
    }

    /// Whether the parent has given one; tracked when `cx` is a [`Render`].
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the component that has it has left the page.
    pub fn is_given<C: Read>(self, cx: &C) -> bool {
        read_whole::<Kept<A>, C>(cx, self.id, std::any::type_name::<Self>)
            .0
            .is_some()
    }
}

/// A closure on its way from a parent to its child. Made by [`slot_closure`].
#[doc(hidden)]
pub struct SlotClosure<A> {
    show: Show<A>,
}

type Show<A> = Rc<dyn Fn(&Render<'_>, &A) -> View>;

impl<A> fmt::Debug for SlotClosure<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SlotClosure")
    }
}

/// Takes a parent's closure. Props builders emit the call; the bound gives the closure its argument types.
#[doc(hidden)]
pub fn slot_closure<A, F>(closure: F) -> SlotClosure<A>
where
    F: Fn(&Render<'_>, &A) -> View + Pure + 'static,
{
    SlotClosure {
        show: Rc::new(closure),
    }
}

/// Allocates a slot with an argument of the component under setup. `#[component]` emits the call.
#[doc(hidden)]
pub fn slot_fn<A: 'static>(
    cx: &mut Setup<'_, Checked>,
    value: &mut Option<SlotClosure<A>>,
) -> SlotFn<A> {
    SlotFn::new(cx.parameter(Box::new(Plain(value.take()))))
}

impl PropWriter<'_> {
    /// Gives the next parameter the closure of the parent's new render. `#[component]` emits the call.
    pub fn slot_fn<A: 'static>(&mut self, value: &mut Option<SlotClosure<A>>) {
        let id = self.renewal.visit();
        if self.renewal.compares() {
            return;
        }
        let name: fn() -> &'static str = std::any::type_name::<SlotFn<A>>;
        let had = self.store.value::<Kept<A>>(id, name).0.is_some();
        if had || value.is_some() {
            self.store.write::<Kept<A>>(id, name).0 = value.take();
        }
    }
}
