//! What is noted only for whoever looks for mistakes, in builds that look.
//!
//! Invariant: without debug assertions it is nothing: it takes no room, and who asks for it is told at compile time that it is
//! not there. The code that asks is compiled in every build.

#[cfg(not(debug_assertions))]
use std::marker::PhantomData;

/// A value, in builds with debug assertions.
#[derive(Debug, Default)]
pub(crate) struct Noted<T> {
    #[cfg(debug_assertions)]
    value: T,
    #[cfg(not(debug_assertions))]
    value: PhantomData<T>,
}

impl<T> Noted<T> {
    /// The value, where the build has it.
    #[inline(always)]
    pub(crate) fn get(&self) -> Option<&T> {
        #[cfg(debug_assertions)]
        {
            Some(&self.value)
        }
        #[cfg(not(debug_assertions))]
        {
            None
        }
    }

    /// As [`Noted::get`], to be changed.
    #[inline(always)]
    pub(crate) fn get_mut(&mut self) -> Option<&mut T> {
        #[cfg(debug_assertions)]
        {
            Some(&mut self.value)
        }
        #[cfg(not(debug_assertions))]
        {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noted_value_is_there_or_nothing_at_all() {
        let mut noted = Noted::<Vec<u64>>::default();
        if let Some(values) = noted.get_mut() {
            values.push(7);
        }
        if cfg!(debug_assertions) {
            assert_eq!(noted.get(), Some(&vec![7]));
        } else {
            assert_eq!(size_of::<Noted<Vec<u64>>>(), 0);
            assert_eq!(noted.get(), None);
        }
    }
}
