//! Bounds that stand for `Send` and say why.
//!
//! Invariant: each is implemented for exactly the types that are `Send` (or `Send + Sync`), so that generic code may ask for
//! these instead. They exist for their errors: rustc would speak of a `MutexGuard` that no user has.
//! Deliberately absent: methods.

/// What state may hold: signals, memos, lists, resources and the results of actions.
///
/// Implemented for all `Send + Sync` types. That refuses handles, so that none outlives its component in somebody else's
/// state, and `Cell` and `RefCell`, so that a render, which gets a reference, cannot write through it.
///
/// ```compile_fail,E0277
/// # use vango_runtime::reactive::{Checked, Setup};
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let count = cx.signal(0);
///     let kept = cx.signal(vec![count]);
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be kept in state [VG0713]",
    label = "a handle, an `Rc`, a `Cell` or something else that is not `Send + Sync`",
    note = "keep the value itself, or an id: handles are parameters of `#[setup]` functions or given with `cx.provide(…)`, `Arc` stands for `Rc`, and a change is a write: `value.get_mut(tx)`; a type parameter is `T: Send + Sync + 'static`"
)]
pub trait StateValue: Send + Sync {}

#[diagnostic::do_not_recommend]
impl<T: Send + Sync + ?Sized> StateValue for T {}

/// What goes from hand to hand: stored values, messages, arguments of actions and of callbacks.
///
/// Implemented for all `Send` types. That refuses handles, which belong to their component.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be handed on: it belongs to its component [VG0713]",
    label = "a handle, an `Rc` or something else that is not `Send`",
    note = "hand on the value itself, or an id: handles are parameters of `#[setup]` functions or given with `cx.provide(…)`, `Arc` stands for `Rc`; a type parameter is `T: Send + 'static`"
)]
pub trait HandedOn: Send {}

#[diagnostic::do_not_recommend]
impl<T: Send + ?Sized> HandedOn for T {}

/// What a context gives to those below. Implemented for all `Sync` types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be provided: it can be changed behind the session's back [VG0713]",
    label = "an `Rc`, a `Cell` or a `RefCell`",
    note = "provide handles: `cx.signal(…)` for what a view shows, `cx.stored(…)` for what handlers use; `Arc` stands for `Rc`"
)]
pub trait HandedDown: Sync {}

#[diagnostic::do_not_recommend]
impl<T: Sync + ?Sized> HandedDown for T {}

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
