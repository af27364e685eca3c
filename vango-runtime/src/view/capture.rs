//! What a closure may take along when it is not the only one.
//!
//! Render runs again and again and makes its handlers anew each time, so what goes into a handler is copied. rustc says
//! that with an error about moves out of `Fn` closures; `#[component]` emits [`assert_taken`], in code that never runs,
//! for each variable of setup that several closures name, and the error names the way out. Nothing here does anything at
//! run time.

use crate::reactive::Pure;

/// What several closures may take along: a `Copy` type that render may capture.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot go into several closures: it is not `Copy` [VG0705]",
    label = "render, its handlers and other closures each take this along",
    note = "keep it in the session: `let value = cx.signal(value);` when a view shows it, `cx.stored(value)` when handlers alone use it, then `value.get(r)` or `value.get(tx)`; or clone it for each closure, before it"
)]
pub trait Taken {}

#[diagnostic::do_not_recommend]
impl<T: Pure + Copy> Taken for T {}

/// Asserts [`Taken`] for one variable.
pub fn assert_taken<T: Taken>(_variable: &T) {}
