//! A part of a session that most sessions have no use for, or not while they sleep: a pointer until it is used.
//!
//! Invariant: what is absent is as good as empty. Whoever only asks whether there is something uses [`Seldom::peek`] or
//! [`Seldom::peek_mut`]; any other access makes the part.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

/// A `T` that takes eight bytes until it is used.
#[derive(Debug)]
pub(crate) struct Seldom<T>(OnceCell<Box<T>>);

impl<T> Default for Seldom<T> {
    fn default() -> Self {
        Self(OnceCell::new())
    }
}

impl<T> Seldom<T> {
    pub(crate) fn peek(&self) -> Option<&T> {
        self.0.get().map(|part| &**part)
    }

    pub(crate) fn peek_mut(&mut self) -> Option<&mut T> {
        self.0.get_mut().map(|part| &mut **part)
    }

    /// Takes something out of it; what is absent is empty.
    pub(crate) fn take_some<P: Default>(&mut self, some: impl FnOnce(&mut T) -> &mut P) -> P {
        let part = self.peek_mut();
        part.map_or_else(P::default, |part| std::mem::take(some(part)))
    }

    /// Gives the memory back, with all that is in it.
    pub(crate) fn give_back(&mut self) -> Option<Box<T>> {
        self.0.take()
    }

    /// What it has on the heap, when its content has so much there itself.
    pub(crate) fn memory_bytes(&self, content: impl FnOnce(&T) -> usize) -> usize {
        self.peek()
            .map_or(0, |part| super::allocated(size_of::<T>()) + content(part))
    }
}

impl<T: Default> Deref for Seldom<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.get_or_init(Box::default)
    }
}

impl<T: Default> DerefMut for Seldom<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        if self.0.get().is_none() {
            self.0 = OnceCell::from(Box::<T>::default());
        }
        match self.0.get_mut() {
            Some(part) => part,
            None => unreachable!("it was put in above"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_makes_nothing_and_using_does() {
        let mut part = Seldom::<Vec<u8>>::default();
        assert_eq!(size_of_val(&part), 8);
        assert!(part.peek().is_none() && part.peek_mut().is_none());
        part.push(1);
        assert_eq!(part.peek(), Some(&vec![1]));
        assert!(part.give_back().is_some() && part.peek().is_none());
        assert!(part.is_empty() && part.peek().is_some());
    }
}
