//! Bounds. What exceeds one is refused with an error, by the compiler or by whoever reads.

/// Types inside one another. A value of a deeper type could not be read without a deep stack.
pub const MAX_DEPTH: usize = 64;

/// Bytes of one encoded schema.
pub const MAX_SCHEMA_BYTES: usize = 64 * 1024;

/// Bytes of a name: of a field, a type, a variant or an item.
pub const MAX_NAME_BYTES: usize = 1024;

/// Fields of a struct, variants of an enum, elements of a tuple, other names of a field.
pub const MAX_MEMBERS: usize = 1024;
