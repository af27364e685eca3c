//! What persisted values look like, so that a deploy can be judged before it is made.
//!
//! | module | job |
//! | --- | --- |
//! | `schema` | [`Schema`]: the shape of a type, a constant |
//! | `describe` | [`Describe`]: which types have one |
//! | `fingerprint` | 128 bits that two schemas share when their values are stored alike |
//! | `encode`, `decode` | a schema as bytes, written by the compiler and read by tools |
//! | `buffer` | [`SchemaBuf`]: a schema that was read |
//! | `record`, `artifact` | what a binary holds of each persisted item, and finding it there |
//! | `compare` | whether values of one schema can be read as another, and why not |
//!
//! Invariant: everything that is embedded is computed by the compiler; nothing here runs the program that it describes,
//! reads a file, or depends on another crate.
//! Deliberately absent: values. How they are written is the codec's business (`vango-runtime`, `persist`); [`compare`] knows
//! its rules and no more.

#![forbid(unsafe_code)]

mod artifact;
mod buffer;
mod compare;
mod decode;
mod describe;
mod encode;
mod fingerprint;
pub mod limits;
mod record;
mod schema;

pub use artifact::{ArtifactError, find_records};
pub use buffer::{ContentBuf, FieldBuf, SchemaBuf, VariantBuf};
pub use compare::{Change, Effect, compare};
pub use decode::{DecodeError, DecodeErrorKind, decode};
pub use describe::Describe;
pub use encode::{encode, encoded_len};
pub use fingerprint::Fingerprint;
pub use record::{Lifetime, Record, RecordBuf};
pub use schema::{Content, Field, Schema, Variant};
