//! The shape of a type as a constant.

/// How values of a type are stored. A constant of the type that it describes: see [`Describe`](crate::Describe).
///
/// ```
/// use vango_schema::{Describe, Schema};
/// assert_eq!(Vec::<u32>::SCHEMA, &Schema::List(&Schema::Int { is_signed: false, bits: 32 }));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// `()`, and structs without fields.
    Unit,
    /// `bool`
    Bool,
    /// `char`
    Char,
    /// `String` and its like.
    Text,
    /// A whole number; `usize` and `isize` have 64 bits.
    Int {
        /// `i8` to `i64`.
        is_signed: bool,
        /// 8 to 64.
        bits: u8,
    },
    /// `f32` or `f64`.
    Float {
        /// 32 or 64.
        bits: u8,
    },
    /// `Option<T>`
    Option(&'static Schema),
    /// Any number of values in order.
    List(&'static Schema),
    /// Each value once, in the order of values.
    Set(&'static Schema),
    /// Each key once, in the order of keys.
    Map(&'static Schema, &'static Schema),
    /// Tuples and arrays.
    Tuple(&'static [&'static Schema]),
    /// A struct or enum with a name of its own. What it is called in Rust is told to people and means nothing.
    Named {
        /// The type's name in Rust, without its path.
        name: &'static str,
        /// `#[persist(schema = "…")]`
        id: Option<&'static str>,
        /// What is in it.
        content: Content,
    },
    /// The type of this name around this place: a tree's children are trees.
    Recursive(&'static str),
}

/// What is in a [`Schema::Named`] or a [`Variant`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing.
    Unit,
    /// One value without a name: stored as the value itself.
    Newtype(&'static Schema),
    /// Values by place.
    Tuple(&'static [&'static Schema]),
    /// Values by name.
    Struct(&'static [Field]),
    /// One of these (not in a [`Variant`]).
    Enum(&'static [Variant]),
}

/// A field with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it is stored: after `rename`.
    pub name: &'static str,
    /// Names under which it is found as well: `alias`.
    pub aliases: &'static [&'static str],
    /// It may be missing where a value is read: `default`.
    pub has_default: bool,
    /// Of its type.
    pub schema: &'static Schema,
}

/// A variant of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variant {
    /// As it is stored: after `rename`.
    pub name: &'static str,
    /// Names under which it is found as well.
    pub aliases: &'static [&'static str],
    /// What is in it.
    pub content: Content,
}
