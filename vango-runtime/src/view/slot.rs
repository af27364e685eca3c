//! `Slot`: what a component's parent puts between its tags.
//!
//! The handle alone; where content stands, is kept and goes is the diff's matter (`diff/slot.rs`).

use std::fmt;

use super::block::{Block, FirstPlace};
use super::component::View;
use super::content::Content;
use crate::reactive::{Checked, Owner, Prop, PropWriter, Read, Setup, keep, keeps};

/// A component's parameter: content that its parent gives, to be placed as `{children}`. `Copy`.
///
/// The parent evaluates the content, so it may borrow what the parent's render borrows, and its handlers are the
/// parent's. The component decides whether and where it stands, at most once in a render: for content per row, or with an
/// argument, take a [`SlotFn`](crate::reactive::SlotFn). What it hides keeps its nodes and state, and comes back with
/// them.
///
/// ```
/// # use vango_runtime::reactive::Read;
/// # use vango_runtime::view::Slot;
/// fn has_footer(cx: &impl Read, footer: Slot) -> bool {
///     footer.is_given(cx) // `if footer.is_given(r) { <footer>{footer}</footer> }` in `view!`
/// }
/// ```
#[derive(Clone, Copy)]
pub struct Slot {
    owner: Owner,
    index: u32,
    given: Prop<bool>,
}

impl Slot {
    /// Whether the parent has given content; tracked when `cx` is a [`Render`](crate::reactive::Render).
    ///
    /// Panics with [`StaleHandle`](crate::reactive::StaleHandle) when the component that has it has left the page.
    pub fn is_given<C: Read>(self, cx: &C) -> bool {
        *self.given.get(cx)
    }
}

impl fmt::Debug for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Slot({})", self.index)
    }
}

/// Allocates a slot of the component under setup. `#[component]` emits the call.
#[doc(hidden)]
pub fn slot(cx: &mut Setup<'_, Checked>, view: &mut Option<View>) -> Slot {
    let given = keep(cx, &mut Some(view.is_some()), keeps());
    let slots = &mut cx.mounting.slots;
    let index = super::slots::index(slots.len());
    slots.push(view.take());
    Slot {
        owner: cx.owner,
        index,
        given,
    }
}

impl PropWriter<'_> {
    /// Gives the next parameter, a slot, the content of the parent's new render. `#[component]` emits the call.
    pub fn slot(&mut self, view: &mut Option<View>) {
        if self.renewal.compares() {
            self.renewal.visit();
            return;
        }
        self.renew(&mut Some(view.is_some()), keeps());
        self.renewal.slots.push(view.take());
    }
}

impl Content for Slot {
    fn put(self, block: &mut Block<'_>) {
        // Tracked, so that a handle that has outlived its component is found here.
        let _is_given = self.is_given(block.render());
        assert!(
            block.put_slot(self.owner, self.index) == FirstPlace::Yes,
            "a slot is placed twice in one render [VG1206]: its content has one place at a time; \
             for content in several places take a `SlotFn` parameter instead of `Slot`, and show it in each"
        );
    }
}
