//! Typed context for subtrees: a component provides a value, the components below it find it.
//!
//! Invariant: the nearest provider wins, in the tree in which components are mounted; a value lives as long as the
//! component that provides it, which is longer than everything below it.
//! Deliberately absent: tracking. Provide a signal, and those who find it read it.

use std::any::{Any, TypeId};

use super::bound::HandedDown;
use super::context::{Allocate, Setup};
use super::owner::Owner;
use super::store::Store;

/// The values that one owner provides, one of a type.
#[derive(Default)]
pub(super) struct Provided {
    values: Vec<(TypeId, Box<dyn Any>)>,
}

impl Provided {
    fn insert<T: 'static>(&mut self, value: T) {
        let of = TypeId::of::<T>();
        match self.values.iter_mut().find(|(other, _)| *other == of) {
            Some((_, old)) => *old = Box::new(value),
            None => self.values.push((of, Box::new(value))),
        }
    }

    fn get<T: 'static>(&self) -> Option<&T> {
        let of = TypeId::of::<T>();
        let (_, value) = self.values.iter().find(|(other, _)| *other == of)?;
        value.downcast_ref()
    }

    pub(super) fn memory_bytes(&self) -> usize {
        let boxes: usize = self
            .values
            .iter()
            .map(|(_, value)| size_of_val(&**value))
            .sum();
        size_of::<Self>() + self.values.capacity() * size_of::<(TypeId, Box<dyn Any>)>() + boxes
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Gives a value to this component and to all below it; a value of the same type from further up is hidden.
    ///
    /// The value is cloned for each who asks: handles are `Copy`, other things go in an `Arc`. It is `Sync`, so nothing comes back up
    /// through it: no `Rc<RefCell<…>>` in which a child could leave a handle.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Signal};
    /// #[derive(Clone, Copy)]
    /// struct Theme(Signal<&'static str>);
    /// fn page(cx: &mut Setup<'_, Checked>) {
    ///     let theme = Theme(cx.signal("light"));
    ///     cx.provide(theme);
    /// }
    /// fn button(cx: &mut Setup<'_, Checked>) {
    ///     let theme = cx.context::<Theme>();
    /// }
    /// ```
    pub fn provide<T: HandedDown + Clone + 'static>(&mut self, value: T)
    where
        Self: Allocate,
    {
        let slot = self.store.owners.slot_mut(self.owner);
        slot.provided.get_or_insert_default().insert(value);
    }

    /// The value that the nearest component provides: this one, or one above it. `None` when nobody does.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup, Signal};
    ///
    /// #[derive(Clone, Copy)]
    /// struct Theme(Signal<&'static str>);
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let theme = cx.context::<Theme>().expect("a component above provides a theme");
    /// }
    /// ```
    pub fn context<T: Clone + 'static>(&self) -> Option<T> {
        self.store.find_provided::<T>(self.owner).cloned()
    }
}

impl Store {
    fn find_provided<T: 'static>(&self, owner: Owner) -> Option<&T> {
        let mut next = Some(owner);
        while let Some(owner) = next {
            let slot = self.owners.slot(owner)?;
            if let Some(value) = slot.provided.as_ref().and_then(|provided| provided.get()) {
                return Some(value);
            }
            next = slot.parent;
        }
        None
    }
}
