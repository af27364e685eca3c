//! Whether a handler's row is borrowed.
//!
//! `view!` emits `row_of(&item).kept()` in code that never runs, where a handler takes a row of state along. A reference has
//! an inherent method of that name, whose bound nothing meets; anything else finds the trait's. So the error is ours, and
//! not one about lifetimes.

use std::marker::PhantomData;

/// A row of the type `T`.
#[derive(Debug)]
pub struct Row<T: ?Sized>(PhantomData<T>);

/// The type of a row.
pub fn row_of<T>(_row: &T) -> Row<T> {
    Row(PhantomData)
}

/// What a handler can keep. Not implemented for what is borrowed from state.
#[diagnostic::on_unimplemented(
    message = "a handler cannot keep a row that the render only borrows [VG0409]",
    label = "a borrowed `{Self}`: gone when the render is over, and the handler runs later",
    note = "copy what the handler needs before it, `let id = item.id;`, and use the copy in the handler"
)]
pub trait KeptByHandler {}

impl<T: ?Sized> Row<&T> {
    /// Cannot be called.
    pub fn kept(self)
    where
        T: KeptByHandler,
    {
    }
}

/// Rows that are no references.
pub trait Owned: Sized {
    /// Does nothing.
    fn kept(self) {}
}

impl<T> Owned for Row<T> {}
