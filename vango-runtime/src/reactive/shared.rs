//! `#[shared]`: a value that all components of a session share, and that outlives the process.
//!
//! Invariant: the static is a constant; what it names is in a session's store, and the context says which session's.

use super::context::{Read, Write};
use crate::persist::{Definition, Persist, Values};

/// A persisted value of the session. `#[shared]` on a `static` makes it:
///
/// ```ignore
/// #[shared]
/// static CART: Vec<LineItem> = Vec::new();
/// ```
///
/// Reads and writes go through the contexts, as with a signal: `CART.get(r).len()`, `CART.get_mut(tx).push(item)`. What a
/// handler writes is stored when the handler has returned, all of it or nothing; what its page shows of it is sent when it is
/// stored.
#[derive(Debug)]
pub struct Shared<T: 'static>(Definition<T>);

impl<T: 'static> Shared<T> {
    /// For `#[shared]`.
    #[doc(hidden)]
    pub const fn new(definition: Definition<T>) -> Self {
        Self(definition)
    }
}

impl<T: Persist> Shared<T> {
    /// What it is in these stored values.
    #[doc(hidden)]
    pub fn stored(&'static self, values: &Values) -> T {
        values.value(&self.0)
    }

    /// The value; tracked when `cx` is a [`Render`](super::Render).
    pub fn get<'c, C: Read>(&'static self, cx: &'c C) -> &'c T {
        cx.store().read_item(cx.reads(), &self.0)
    }

    /// The value, to change it. It counts as changed, whatever is done with it; it is stored when its bytes have changed.
    pub fn get_mut<'c, C: Write>(&'static self, tx: &'c mut C) -> &'c mut T {
        tx.store_mut().write_item(&self.0)
    }

    /// Replaces the value.
    pub fn set<C: Write>(&'static self, tx: &mut C, value: T) {
        *self.get_mut(tx) = value;
    }

    /// Changes the value; answers what `change` does.
    pub fn update<C: Write, R>(&'static self, tx: &mut C, change: impl FnOnce(&mut T) -> R) -> R {
        change(self.get_mut(tx))
    }
}

impl Shared<bool> {
    /// Makes `true` of `false`, and the other way round.
    pub fn toggle<C: Write>(&'static self, tx: &mut C) {
        let value = self.get_mut(tx);
        *value = !*value;
    }
}

/// A persisted value of the session that may be absent. `#[session_key]` on a `static` makes it:
///
/// ```ignore
/// #[session_key]
/// static THEME: Option<Theme> = None;
/// ```
#[derive(Debug)]
pub struct SessionKey<T: 'static>(Definition<Option<T>>);

impl<T: 'static> SessionKey<T> {
    /// For `#[session_key]`.
    #[doc(hidden)]
    pub const fn new(definition: Definition<Option<T>>) -> Self {
        Self(definition)
    }
}

impl<T: Persist> SessionKey<T> {
    /// What the static declares.
    #[doc(hidden)]
    pub fn definition(&'static self) -> &'static Definition<Option<T>> {
        &self.0
    }

    /// What it is in these stored values.
    #[doc(hidden)]
    pub fn stored(&'static self, values: &Values) -> Option<T> {
        values.value(&self.0)
    }

    /// The value, when there is one; tracked when `cx` is a [`Render`](super::Render).
    pub fn get<'c, C: Read>(&'static self, cx: &'c C) -> Option<&'c T> {
        cx.store().read_item(cx.reads(), &self.0).as_ref()
    }

    /// Sets or replaces the value.
    pub fn set<C: Write>(&'static self, tx: &mut C, value: T) {
        *tx.store_mut().write_item(&self.0) = Some(value);
    }

    /// Takes the value away; answers what it was.
    pub fn delete<C: Write>(&'static self, tx: &mut C) -> Option<T> {
        tx.store_mut().write_item(&self.0).take()
    }
}
