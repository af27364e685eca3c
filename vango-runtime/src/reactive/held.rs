//! What values and allocations occupy, as far as safe code can tell: for the estimate of a session's memory.
//!
//! Rust has no way to ask any value what it owns. Texts, and lists of texts and numbers, are known by their types; what a
//! structure of the application owns beside itself is not, and counts nothing. An app that keeps much in such structures
//! has its memory measured instead: see `driver::CountingAllocator`.

use std::any::Any;
use std::borrow::Cow;

/// What an allocation occupies beyond what was asked for: a header, and rounding up to a size that the allocator has.
/// glibc's takes 8 bytes and rounds to 16; those that have no header round more. Without it an account of many small
/// values is a fifth too low.
pub const ALLOCATION_OVERHEAD_BYTES: usize = 16;

/// What an allocation of so many bytes occupies; nothing is allocated for nothing.
pub(crate) const fn allocated(bytes: usize) -> usize {
    match bytes {
        0 => 0,
        _ => bytes + ALLOCATION_OVERHEAD_BYTES,
    }
}

/// How much more room a list of this length gets when it is full, half as much again: most of a session's lists stay short, and a
/// vector's own growth begins with room for four.
pub(crate) fn growth(len: usize) -> usize {
    (len / 2).max(1)
}

/// Makes room for one more, by [`growth`].
pub(crate) fn reserve_one<T>(list: &mut Vec<T>) {
    if list.len() == list.capacity() {
        list.reserve_exact(growth(list.len()));
    }
}

/// A type whose values can say what they own.
trait Holds {
    /// Bytes beside the value itself.
    fn held(&self) -> usize;
}

impl Holds for String {
    fn held(&self) -> usize {
        allocated(self.capacity())
    }
}

impl Holds for Box<str> {
    fn held(&self) -> usize {
        allocated(self.len())
    }
}

impl Holds for Cow<'static, str> {
    fn held(&self) -> usize {
        match self {
            Cow::Borrowed(_) => 0,
            Cow::Owned(text) => text.held(),
        }
    }
}

impl<T: Holds> Holds for Option<T> {
    fn held(&self) -> usize {
        self.as_ref().map_or(0, Holds::held)
    }
}

impl<T: Holds> Holds for Vec<T> {
    fn held(&self) -> usize {
        let items: usize = self.iter().map(Holds::held).sum();
        allocated(self.capacity() * size_of::<T>()) + items
    }
}

macro_rules! hold_nothing {
    ($($plain:ty),*) => { $(impl Holds for $plain { fn held(&self) -> usize { 0 } })* };
}
hold_nothing!(
    bool, char, f32, f64, i8, i16, i32, i64, isize, u8, u16, u32, u64, usize
);

macro_rules! ask_as {
    ($value:ident: $($known:ty),* $(,)?) => {
        $(if let Some(value) = $value.downcast_ref::<$known>() {
            return value.held();
        })*
    };
}

/// Bytes that a value owns beside itself, where its type is known; else 0.
pub(super) fn held_bytes<T: 'static>(value: &T) -> usize {
    let value: &dyn Any = value;
    ask_as!(value:
        String, Box<str>, Cow<'static, str>, Option<String>, Vec<String>, Option<Vec<String>>, Vec<Option<String>>,
        Vec<bool>, Vec<char>, Vec<f32>, Vec<f64>, Vec<i8>, Vec<i16>, Vec<i32>, Vec<i64>, Vec<isize>,
        Vec<u8>, Vec<u16>, Vec<u32>, Vec<u64>, Vec<usize>,
    );
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_lists_know_what_they_own() {
        let text = String::with_capacity(100);
        assert_eq!(held_bytes(&text), 116);
        assert_eq!(held_bytes(&Some(text.clone())), 0, "an empty clone");
        assert_eq!(held_bytes(&Vec::<u64>::with_capacity(4)), 48);
        assert_eq!(held_bytes(&Cow::Borrowed("constant")), 0);
        let lines = vec![String::from("12345678"); 2];
        assert_eq!(held_bytes(&lines), 2 * 24 + 16 + 2 * (8 + 16));
    }

    #[test]
    fn what_is_not_known_counts_nothing() {
        struct Own(#[expect(dead_code, reason = "what it owns is not looked at")] String);
        assert_eq!(held_bytes(&Own("text".into())), 0);
    }
}
