//! Values that outlive their session's process: which types they may have, and their bytes.
//!
//! Invariant: bytes say themselves what they were written as. Whoever reads them gets the value that was written, or an error
//! that says why not; never another value.
//! Deliberately absent: stores, encryption, and when anything is written. This module knows values and bytes.

mod book;
mod codec;
mod constant;
mod fault;
mod item;
mod values;

pub use book::{Binding, Bindings, SchemaBook, find_schema};
pub use codec::{CodecError, decode, encode, fingerprint};
pub use constant::{FromConst, Nothing};
pub use fault::{Budget, PersistError};
pub use item::{Definition, Item, Migration};
pub(crate) use values::stored;
pub use values::{Hydration, StoredValue, Values, Write};
pub use vango_schema::{Describe, Fingerprint};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type whose values can be persisted. Nothing to implement: derive `Serialize`, `Deserialize` and `vango::Persist`.
pub trait Persist: Describe + Serialize + DeserializeOwned + Send + 'static {}

impl<T: Describe + Serialize + DeserializeOwned + Send + 'static> Persist for T {}
