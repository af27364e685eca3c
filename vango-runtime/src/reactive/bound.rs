//! Bounds that stand for `Send` and say why.
//!
//! Invariant: each is implemented for exactly the types that are `Send` (or `Send + Sync`), so that generic code may ask for
//! these instead. They exist for their errors: rustc would speak of a `MutexGuard` that no user has.
//! Deliberately absent: methods.

/// What state may hold: signals, memos, lists, props, and what goes up through callbacks and in through channels.
///
/// Implemented for all `Send` types. That refuses handles, so that none outlives its component in somebody else's state.
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Checked, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let count = cx.signal(0);
///     let kept = cx.signal(vec![count]);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept in state: it stays on the session loop [VG0713]",
    label = "a handle, an `Rc` or something else that is not `Send`",
    note = "keep the value itself, or an id, and pass handles down as parameters of `#[setup]` functions and with `cx.provide(…)`; `Arc` instead of `Rc`; a type parameter is `T: Send + 'static`"
)]
pub trait StateValue: Send {}

#[diagnostic::do_not_recommend]
impl<T: Send + ?Sized> StateValue for T {}

/// What a loader, an action's work or a stream may take along, seen as a whole. Implemented for all `Send + Sync` types.
#[diagnostic::on_unimplemented(
    message = "this takes something along that stays on the session loop [VG0801]",
    label = "runs off the session loop, on another thread",
    note = "pass values instead: a resource's key or an action's argument goes along, `work.service::<T>()` opens a service; `Arc` instead of `Rc`"
)]
pub trait OffLoop: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync> OffLoop for T {}

/// The same for one captured variable. Macros assert it, so that the error stands on the variable.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot leave the session loop [VG0801]",
    label = "used off the session loop, on another thread",
    note = "read it before and pass the value: a resource's key or an action's argument goes along, `work.service::<T>()` opens a service; `Arc` instead of `Rc`"
)]
pub trait Leaves {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + ?Sized> Leaves for T {}

/// Asserts [`Leaves`] for one captured variable. Macros emit it in dead code; it does nothing at run time.
pub fn assert_leaves<T: Leaves + ?Sized>(_captured: &T) {}
