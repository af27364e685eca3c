//! Which types have a schema.
//!
//! Not among them, with a reason each: `HashMap` and `HashSet` (their order, and so their bytes, differ from run to run),
//! 128-bit numbers (no self-describing format reads them as others), references, `Rc` and `Arc` (a value is one copy).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use crate::schema::{Content, Field, Schema};

/// A type whose values can be persisted has a schema that the compiler knows.
///
/// `#[derive(Persist)]` implements it; by hand there is no reason to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be persisted [VG0610]",
    label = "has no schema",
    note = "derive `vango::Persist` for types of your own; persisted are numbers, `bool`, `char`, text, `Option`, `Vec`, `VecDeque`, `BTreeMap`, `BTreeSet`, tuples and arrays of these",
    note = "the order of a `HashMap` differs from run to run: use `BTreeMap`; handles, `Rc`, functions and references stay in their session"
)]
pub trait Describe {
    /// How its values are stored.
    const SCHEMA: &'static Schema;
}

// Not recommended: a list of eight of these beside an error would hide what the error says.
macro_rules! describe {
    ($($type:ty => $schema:expr),+ $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl Describe for $type {
            const SCHEMA: &'static Schema = &$schema;
        }
    )+};
}
describe! {
    () => Schema::Unit,
    bool => Schema::Bool,
    char => Schema::Char,
    String => Schema::Text,
    Box<str> => Schema::Text,
    Cow<'static, str> => Schema::Text,
    i8 => Schema::Int { is_signed: true, bits: 8 },
    i16 => Schema::Int { is_signed: true, bits: 16 },
    i32 => Schema::Int { is_signed: true, bits: 32 },
    i64 => Schema::Int { is_signed: true, bits: 64 },
    isize => Schema::Int { is_signed: true, bits: 64 },
    u8 => Schema::Int { is_signed: false, bits: 8 },
    u16 => Schema::Int { is_signed: false, bits: 16 },
    u32 => Schema::Int { is_signed: false, bits: 32 },
    u64 => Schema::Int { is_signed: false, bits: 64 },
    usize => Schema::Int { is_signed: false, bits: 64 },
    f32 => Schema::Float { bits: 32 },
    f64 => Schema::Float { bits: 64 },
    // As serde writes it.
    Duration => Schema::Named {
        name: "Duration",
        id: None,
        content: Content::Struct(&[
            Field { name: "secs", aliases: &[], has_default: false, schema: u64::SCHEMA },
            Field { name: "nanos", aliases: &[], has_default: false, schema: u32::SCHEMA },
        ]),
    },
}

macro_rules! describe_container {
    ($($container:ident => $shape:ident),+ $(,)?) => {$(
        #[diagnostic::do_not_recommend]
        impl<T: Describe> Describe for $container<T> {
            const SCHEMA: &'static Schema = &Schema::$shape(T::SCHEMA);
        }
    )+};
}
describe_container!(Option => Option, Vec => List, VecDeque => List, BTreeSet => Set);

#[diagnostic::do_not_recommend]
impl<T: Describe> Describe for Box<T> {
    const SCHEMA: &'static Schema = T::SCHEMA;
}

#[diagnostic::do_not_recommend]
impl<T: Describe> Describe for Box<[T]> {
    const SCHEMA: &'static Schema = &Schema::List(T::SCHEMA);
}

#[diagnostic::do_not_recommend]
impl<K: Describe, V: Describe> Describe for BTreeMap<K, V> {
    const SCHEMA: &'static Schema = &Schema::Map(K::SCHEMA, V::SCHEMA);
}

#[diagnostic::do_not_recommend]
impl<T: Describe, const N: usize> Describe for [T; N] {
    const SCHEMA: &'static Schema = &Schema::Tuple(&[T::SCHEMA; N]);
}

macro_rules! describe_tuple {
    ($($name:ident)+) => {
        #[diagnostic::do_not_recommend]
        impl<$($name: Describe),+> Describe for ($($name,)+) {
            const SCHEMA: &'static Schema = &Schema::Tuple(&[$($name::SCHEMA),+]);
        }
    };
}
describe_tuple!(A);
describe_tuple!(A B);
describe_tuple!(A B C);
describe_tuple!(A B C D);
describe_tuple!(A B C D E);
describe_tuple!(A B C D E F);
describe_tuple!(A B C D E F G);
describe_tuple!(A B C D E F G H);
