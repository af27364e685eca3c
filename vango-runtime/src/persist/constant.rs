//! Constants that stand for values on the heap: `"x"` for a `String`, `["a", "b"]` for a `Vec<String>`.
//!
//! Invariant: the expression itself is a constant, by the language's rule; what is done with it here depends on nothing else.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

mod sealed {
    pub trait Sealed<C> {}
}
use sealed::Sealed;

// What implements it is not recommended: the note says it better than a list of eight.
/// A value that a constant of type `C` stands for: of the same type, or the heap's counterpart of it.
#[diagnostic::on_unimplemented(
    message = "a constant of type `{C}` cannot be the initial value of a `{Self}` [VG0611]",
    label = "not a `{Self}`",
    note = "text stands for `String`, `Box<str>` and `Cow`, an array for `Vec`, `VecDeque` and `BTreeSet`, an array of pairs for `BTreeMap`, `None` and `[]` for what can be empty; a struct of your own begins with a `const` of it"
)]
pub trait FromConst<C>: Sealed<C> {
    /// The value.
    fn from_const(constant: C) -> Self;
}

/// What `[]` and `None` are written as: nothing, whatever its type would be.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl<T> Sealed<T> for T {}
#[diagnostic::do_not_recommend]
impl<T> FromConst<T> for T {
    fn from_const(constant: T) -> T {
        constant
    }
}

macro_rules! from_text {
    ($($text:ty),+) => {$(
        impl Sealed<&'static str> for $text {}
        #[diagnostic::do_not_recommend]
        impl FromConst<&'static str> for $text {
            fn from_const(constant: &'static str) -> Self {
                constant.into()
            }
        }

        impl Sealed<Option<&'static str>> for Option<$text> {}
        #[diagnostic::do_not_recommend]
        impl FromConst<Option<&'static str>> for Option<$text> {
            fn from_const(constant: Option<&'static str>) -> Self {
                constant.map(Into::into)
            }
        }
    )+};
}
from_text!(String, Box<str>, Cow<'static, str>);

impl<T> Sealed<Nothing> for Option<T> {}
#[diagnostic::do_not_recommend]
impl<T> FromConst<Nothing> for Option<T> {
    fn from_const(_: Nothing) -> Self {
        None
    }
}

macro_rules! from_array {
    ($($list:ident<T $(: $bound:ident)?>),+) => {$(
        #[diagnostic::do_not_recommend]
        impl<T, C, const N: usize> Sealed<[C; N]> for $list<T> {}
        #[diagnostic::do_not_recommend]
        impl<T: FromConst<C> $(+ $bound)?, C, const N: usize> FromConst<[C; N]> for $list<T> {
            fn from_const(constant: [C; N]) -> Self {
                constant.into_iter().map(T::from_const).collect()
            }
        }

        impl<T> Sealed<Nothing> for $list<T> {}
        #[diagnostic::do_not_recommend]
        impl<T> FromConst<Nothing> for $list<T> {
            fn from_const(_: Nothing) -> Self {
                Self::new()
            }
        }
    )+};
}
from_array!(Vec<T>, VecDeque<T>, BTreeSet<T: Ord>);

impl<K, V, A, B, const N: usize> Sealed<[(A, B); N]> for BTreeMap<K, V> {}
#[diagnostic::do_not_recommend]
impl<K, V, A, B, const N: usize> FromConst<[(A, B); N]> for BTreeMap<K, V>
where
    K: FromConst<A> + Ord,
    V: FromConst<B>,
{
    fn from_const(constant: [(A, B); N]) -> Self {
        constant
            .into_iter()
            .map(|(key, value)| (K::from_const(key), V::from_const(value)))
            .collect()
    }
}

impl<K, V> Sealed<Nothing> for BTreeMap<K, V> {}
#[diagnostic::do_not_recommend]
impl<K, V> FromConst<Nothing> for BTreeMap<K, V> {
    fn from_const(_: Nothing) -> Self {
        Self::new()
    }
}
