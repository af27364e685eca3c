//! A schema that was read: from a binary, a committed file, or a store.

use std::fmt;

use crate::schema::{Content, Field, Schema, Variant};

/// As [`Schema`](crate::Schema), on the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemaBuf {
    /// See [`Schema::Unit`](crate::Schema::Unit); so with all that follow.
    Unit,
    /// `bool`
    Bool,
    /// `char`
    Char,
    /// `String`
    Text,
    /// A whole number.
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
    Option(Box<SchemaBuf>),
    /// Values in order.
    List(Box<SchemaBuf>),
    /// Each value once.
    Set(Box<SchemaBuf>),
    /// Each key once.
    Map(Box<SchemaBuf>, Box<SchemaBuf>),
    /// Tuples and arrays.
    Tuple(Vec<SchemaBuf>),
    /// A struct or enum.
    Named {
        /// The type's name in Rust.
        name: String,
        /// `#[persist(schema = "…")]`
        id: Option<String>,
        /// What is in it.
        content: ContentBuf,
    },
    /// The type of this name around this place.
    Recursive(String),
}

/// As [`Content`](crate::Content), on the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentBuf {
    /// Nothing.
    Unit,
    /// One value without a name.
    Newtype(Box<SchemaBuf>),
    /// Values by place.
    Tuple(Vec<SchemaBuf>),
    /// Values by name.
    Struct(Vec<FieldBuf>),
    /// One of these.
    Enum(Vec<VariantBuf>),
}

/// As [`Field`](crate::Field), on the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldBuf {
    /// As it is stored.
    pub name: String,
    /// Other names under which it is found.
    pub aliases: Vec<String>,
    /// It may be missing.
    pub has_default: bool,
    /// Of its type.
    pub schema: SchemaBuf,
}

/// As [`Variant`](crate::Variant), on the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantBuf {
    /// As it is stored.
    pub name: String,
    /// Other names under which it is found.
    pub aliases: Vec<String>,
    /// What is in it.
    pub content: ContentBuf,
}

/// Short, as a person would write the type: what is in a named type is not told.
impl fmt::Display for SchemaBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unit => f.write_str("()"),
            Self::Bool => f.write_str("bool"),
            Self::Char => f.write_str("char"),
            Self::Text => f.write_str("Text"),
            Self::Int { is_signed, bits } => {
                write!(f, "{}{bits}", if *is_signed { 'i' } else { 'u' })
            }
            Self::Float { bits } => write!(f, "f{bits}"),
            Self::Option(of) => write!(f, "Option<{of}>"),
            Self::List(of) => write!(f, "List<{of}>"),
            Self::Set(of) => write!(f, "Set<{of}>"),
            Self::Map(key, value) => write!(f, "Map<{key}, {value}>"),
            Self::Tuple(members) => {
                f.write_str("(")?;
                for (at, member) in members.iter().enumerate() {
                    let comma = if at == 0 { "" } else { ", " };
                    write!(f, "{comma}{member}")?;
                }
                f.write_str(")")
            }
            Self::Named { name, .. } | Self::Recursive(name) => f.write_str(name),
        }
    }
}

impl From<&Schema> for SchemaBuf {
    fn from(schema: &Schema) -> Self {
        let boxed = |of: &Schema| Box::new(Self::from(of));
        match *schema {
            Schema::Unit => Self::Unit,
            Schema::Bool => Self::Bool,
            Schema::Char => Self::Char,
            Schema::Text => Self::Text,
            Schema::Int { is_signed, bits } => Self::Int { is_signed, bits },
            Schema::Float { bits } => Self::Float { bits },
            Schema::Option(of) => Self::Option(boxed(of)),
            Schema::List(of) => Self::List(boxed(of)),
            Schema::Set(of) => Self::Set(boxed(of)),
            Schema::Map(key, value) => Self::Map(boxed(key), boxed(value)),
            Schema::Tuple(members) => Self::Tuple(all(members)),
            Schema::Named { name, id, content } => Self::Named {
                name: name.to_owned(),
                id: id.map(str::to_owned),
                content: ContentBuf::from(&content),
            },
            Schema::Recursive(name) => Self::Recursive(name.to_owned()),
        }
    }
}

impl From<&Content> for ContentBuf {
    fn from(content: &Content) -> Self {
        match *content {
            Content::Unit => Self::Unit,
            Content::Newtype(of) => Self::Newtype(Box::new(of.into())),
            Content::Tuple(members) => Self::Tuple(all(members)),
            Content::Struct(fields) => Self::Struct(fields.iter().map(FieldBuf::from).collect()),
            Content::Enum(variants) => Self::Enum(variants.iter().map(VariantBuf::from).collect()),
        }
    }
}

impl From<&Field> for FieldBuf {
    fn from(field: &Field) -> Self {
        Self {
            name: field.name.to_owned(),
            aliases: names(field.aliases),
            has_default: field.has_default,
            schema: field.schema.into(),
        }
    }
}

impl From<&Variant> for VariantBuf {
    fn from(variant: &Variant) -> Self {
        Self {
            name: variant.name.to_owned(),
            aliases: names(variant.aliases),
            content: (&variant.content).into(),
        }
    }
}

fn all(members: &[&Schema]) -> Vec<SchemaBuf> {
    members.iter().map(|member| (*member).into()).collect()
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
