//! Scratch data: typed values that live with the session and are nobody's state.

use std::any::{Any, TypeId};

use super::context::Tx;

/// The scratch values of a store, one of a type.
#[derive(Default)]
pub(super) struct Scratch(Vec<(TypeId, Box<dyn Any>)>);

impl Tx<'_> {
    /// The session's scratch value of this type, made by `Default` when it is first asked for: what handlers of different
    /// components keep for one another, a cache or a draft, say. Never persisted, and nobody is told of a change: what a view
    /// shows belongs into a signal. It goes with the session, and when that starts anew.
    ///
    /// ```
    /// # use vango_runtime::reactive::Tx;
    /// #[derive(Default)]
    /// struct Searches(Vec<String>);
    /// fn search(tx: &mut Tx, words: String) {
    ///     tx.scratch::<Searches>().0.push(words);
    /// }
    /// ```
    pub fn scratch<T: Default + 'static>(&mut self) -> &mut T {
        let values = &mut self.store.scratch.0;
        let of = TypeId::of::<T>();
        let place = values.iter().position(|(other, _)| *other == of);
        let place = place.unwrap_or_else(|| {
            values.push((of, Box::new(T::default())));
            values.len() - 1
        });
        let value = values[place].1.downcast_mut();
        value.expect("it is found by its type")
    }
}
