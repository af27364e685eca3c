//! Marker types of the phases and the purity bound.
//!
//! Invariant: nothing here holds data. The types exist so that a broken rule is a compile error whose text names it.
//! Deliberately absent: any run-time check. What types cannot see is the macro's and the development run's work.

use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};

/// What every handle is, so that it is `Sync` (render closures may capture it) but not `Send` (loaders and actions may not).
///
/// Its name is what rustc prints, in the first line, when a handle is moved off the session loop. Nothing implements it: a trait
/// object is `Sync` or `Send` by what is written beside it, and has nothing behind it that debug information would describe in
/// each of an app's codegen units.
pub trait HandlesStayOnTheSessionLoop {}

/// Marks a handle with [`HandlesStayOnTheSessionLoop`].
#[derive(Clone, Copy)]
pub struct OnTheSessionLoop(PhantomData<dyn HandlesStayOnTheSessionLoop + Sync>);

impl OnTheSessionLoop {
    pub(super) const MARK: Self = Self(PhantomData);
}

// It holds nothing: neither can a panic leave it half done, nor can it be moved at the wrong time.
impl Unpin for OnTheSessionLoop {}
impl UnwindSafe for OnTheSessionLoop {}
impl RefUnwindSafe for OnTheSessionLoop {}

/// The phase of a [`Setup`](super::Setup) whose function was checked by `#[component]` or `#[setup]`.
pub struct Checked;

/// The default phase of a [`Setup`](super::Setup): nothing has checked that the function allocates unconditionally.
///
/// The name is part of the error that a plain function with a `&mut Setup` parameter gives.
pub struct MissingSetupAttribute;

/// What a render closure, a memo or an effect's dependency closure may capture.
///
/// Implemented for all `Sync` types. That refuses `Cell`, `RefCell`, `OnceCell`, `Rc`, `&mut` to these, and the contexts.
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Checked, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let hidden = std::rc::Rc::new(std::cell::Cell::new(0));
///     let memo = cx.memo(move |_| hidden.get());
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "render cannot capture `{Self}`: it can be changed behind the session's back [VG0704]",
    label = "a `Cell`, a `RefCell`, an `Rc` or the setup context",
    note = "keep state in a signal: `cx.signal(…)`; what handlers alone use, in `cx.stored(…)`"
)]
pub trait Pure {}

#[diagnostic::do_not_recommend]
impl<T: Sync + ?Sized> Pure for T {}

/// Asserts [`Pure`] for one captured variable, so that the error stands on the variable and not on the closure.
///
/// Macros emit it in dead code; it does nothing at run time.
pub fn assert_pure<T: Pure + ?Sized>(_captured: &T) {}
