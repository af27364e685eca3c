//! Values that outlive their session's process: which types they may have, and their bytes.
//!
//! Invariant: bytes say themselves what they were written as. Whoever reads them gets the value that was written, or an error
//! that says why not; never another value.
//! Deliberately absent: stores, encryption, and when anything is written. This module knows values and bytes.

mod assign;
mod book;
mod claim;
mod codec;
mod constant;
mod declare;
mod fault;
mod item;
mod values;

pub(crate) use assign::encode_for;
pub use assign::{Assigned, Assignment};
pub use book::{Binding, Bindings, SchemaBook, find_schema};
pub use codec::{CodecError, decode, encode, fingerprint};
pub use constant::{FromConst, Nothing};
#[doc(hidden)]
pub use declare::{Declare, Declared, Migrate, declare, migration, origins};
pub use fault::{Budget, BudgetUse, PersistError};
pub use item::{Definition, Item, Migration};
pub(crate) use values::stored;
pub use values::{Hydration, Scope, StoredValue, Values, Write};
pub use vango_schema::{Describe, Fingerprint};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A type whose values can be persisted. Nothing to implement: derive `Serialize`, `Deserialize` and `vango::Persist`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be persisted [VG0610]",
    label = "not made of values that can be stored",
    note = "types of your own derive `serde::Serialize`, `serde::Deserialize` and `vango::Persist`, all three; persisted are numbers, `bool`, `char`, `String`, `Option`, `Vec`, `VecDeque`, `BTreeMap`, `BTreeSet`, tuples and arrays of these",
    note = "the order of a `HashMap` differs from run to run: use `BTreeMap`; handles, `Rc`, `Mutex`, functions and references stay in their session"
)]
pub trait Persist: Describe + Serialize + DeserializeOwned + Send + 'static {}

// Not recommended: what is missing of a type would be an error for each of the three.
#[diagnostic::do_not_recommend]
impl<T: Describe + Serialize + DeserializeOwned + Send + 'static> Persist for T {}
