//! Handles that are used as if they were the values in them, `if is_open`, `for item in items`: the most common slip of a
//! newcomer.
//!
//! `view!` passes a condition and a collection that is one name through these functions, whose bounds tell a handle apart
//! from its value in our words. They do nothing else, and compile to nothing.

use super::list::ListSignal;
use super::memo::Memo;
use super::prop::Prop;
use super::shared::Shared;
use super::signal::Signal;

/// Whether `C` can stand behind `if` in markup: a `bool` can.
///
/// The condition's type is a parameter and not the implementor: rustc takes the only implementation there is for a type that it does
/// not know yet, so that a `let on = text.parse().unwrap_or_default();` is a `bool` as it is behind any other `if`.
#[diagnostic::on_unimplemented(
    message = "a condition is a `bool`, and this is a `{C}` [VG0715]",
    label = "not a `bool`",
    note = "a handle is read first: `if *is_open.get(r) {{ … }}`; a number is compared: `if count > 0 {{ … }}`"
)]
pub trait Condition<C> {
    /// Whether it holds.
    fn holds(condition: C) -> bool;
}

/// What may stand behind `if`: the only implementor.
#[derive(Debug)]
pub struct If;

impl Condition<bool> for If {
    #[inline(always)]
    fn holds(condition: bool) -> bool {
        condition
    }
}

/// What may stand for the value in it. Nothing does.
#[diagnostic::on_unimplemented(
    message = "`for` cannot go through a handle: it is not the value in it [VG0715]",
    label = "a `{Self}`, not yet read",
    note = "read it first: `for item in items.get(r), key = item.id {{ … }}`; the rows of a `ListSignal` are gone through by `each item in list {{ … }}`"
)]
pub trait ReadFirst {}

/// A condition or a collection that is one name. A handle has an inherent `collection`, whose bound nothing meets; everything
/// else finds the trait's.
#[derive(Debug)]
pub struct Asked<T>(T);

/// Asks whether `value` is a handle.
#[inline(always)]
pub fn asked<T>(value: T) -> Asked<T> {
    Asked(value)
}

impl<C> Asked<C> {
    /// Whether the condition holds. The bound is not [`asked`]'s: there it would make a `bool` of the parameter before rustc has looked
    /// at the argument, and a handle would be told in rustc's words.
    #[inline(always)]
    pub fn holds(self) -> bool
    where
        If: Condition<C>,
    {
        If::holds(self.0)
    }
}

/// What is no handle.
pub trait Collection<T> {
    /// The collection itself.
    fn collection(self) -> T;
}

impl<T> Collection<T> for Asked<T> {
    #[inline(always)]
    fn collection(self) -> T {
        self.0
    }
}

macro_rules! handles {
    ($($handle:ident<$($parameter:ident),+>),+) => {$(
        impl<$($parameter),+> Asked<$handle<$($parameter),+>> {
            /// Cannot be called.
            pub fn collection(self) -> T::IntoIter
            where
                T: IntoIterator,
                $handle<$($parameter),+>: ReadFirst,
            {
                unreachable!("nothing implements the bound")
            }
        }
    )+};
}

handles!(Signal<T>, Memo<T>, Prop<T>, Shared<T>);

impl<T, K> Asked<ListSignal<T, K>> {
    /// Cannot be called.
    pub fn collection(self) -> std::vec::IntoIter<T>
    where
        ListSignal<T, K>: ReadFirst,
    {
        unreachable!("nothing implements the bound")
    }
}
