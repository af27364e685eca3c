//! What may stand behind `class:name=`: a condition, or a handle of one.
//!
//! A handle is read with the render's context, as it is behind any other attribute. Nothing here writes.

use crate::reactive::{Lens, Memo, Prop, Render, Signal};

/// Whether a class is there.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether a class is there [VG0328]",
    label = "neither a `bool` nor a handle of one",
    note = "write a condition, `class:name=(count > 0)`, or a signal, memo or prop of a `bool`; a class whose name is computed goes into `class={{…}}`"
)]
pub trait Switch {
    /// Whether it is on; tracked.
    fn holds(self, render: &Render<'_>) -> bool;
}

impl Switch for bool {
    #[inline(always)]
    fn holds(self, _: &Render<'_>) -> bool {
        self
    }
}

impl Switch for &bool {
    #[inline(always)]
    fn holds(self, _: &Render<'_>) -> bool {
        *self
    }
}

macro_rules! switch_of_handle {
    ($($handle:ty),+) => {$(
        impl Switch for $handle {
            fn holds(self, render: &Render<'_>) -> bool {
                *self.get(render)
            }
        }
    )+};
}
switch_of_handle!(Signal<bool>, Memo<bool>, Prop<bool>);

impl<S: Send + 'static> Switch for Lens<S, bool> {
    fn holds(self, render: &Render<'_>) -> bool {
        *self.get(render)
    }
}
