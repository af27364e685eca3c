//! Which attribute values are text, and which say only whether the attribute is there: a `bool` as a `title` would show an empty one.
//!
//! The kind is a parameter of [`Kinded`] and not a type in [`Attribute`]: rustc would work such a type out first, and tell of a value
//! that is none at all in other words and at another place.

use std::borrow::Cow;
use std::fmt::Arguments;
use std::rc::Rc;
use std::sync::Arc;

use super::attribute::Attribute;
use super::content::Text;
use crate::reactive::{Lens, Memo, Prop, Signal};

/// Text: any attribute may hold it.
#[derive(Debug)]
pub struct Words;

/// There or not: what a `bool` says. Only some attributes mean anything by that.
#[derive(Debug)]
pub struct Presence;

/// What an attribute may be whose value is text, such as `title`.
#[diagnostic::on_unimplemented(
    message = "an attribute that holds text is given a `bool` [VG0307]",
    label = "holds text",
    note = "write the words that are meant, `if is_on {{ \"true\" }} else {{ \"false\" }}`; or an `Option<&str>`, whose `None` leaves the attribute out; a `bool` is for a boolean attribute, such as `hidden`"
)]
pub trait HoldsText {}

impl HoldsText for Words {}

/// An [`Attribute`] of the kind `K`, [`Words`] or [`Presence`]: each is of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the value of an attribute [VG0328]",
    label = "not an attribute value",
    note = "an attribute takes text (strings, numbers, types that implement `vango::view::Text`), a `bool`, or an `Option` of these"
)]
pub trait Kinded<K>: Attribute {}

impl Kinded<Presence> for bool {}

impl Kinded<Presence> for &bool {}

impl<K, A: Kinded<K>> Kinded<K> for Option<A> {}

impl<'v, K, T> Kinded<K> for &'v Option<T> where &'v T: Kinded<K> {}

impl<T: Text + ?Sized> Kinded<Words> for &T {}

macro_rules! words {
    ($($type:ty),+ $(,)?) => {$(
        impl Kinded<Words> for $type {}
    )+};
}
words! {
    String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>, Arguments<'_>, char,
    i8, i16, i32, i64, isize, i128, u8, u16, u32, u64, usize, u128, f32, f64,
}

impl<K, T: Send + 'static> Kinded<K> for Signal<T> where for<'v> &'v T: Kinded<K> {}

impl<K, T: Send + PartialEq + 'static> Kinded<K> for Memo<T> where for<'v> &'v T: Kinded<K> {}

impl<K, T: Send + PartialEq + 'static> Kinded<K> for Prop<T> where for<'v> &'v T: Kinded<K> {}

impl<K, S: Send + 'static, T: 'static> Kinded<K> for Lens<S, T> where for<'v> &'v T: Kinded<K> {}
