//! Where the persisted state of Vango's sessions is kept.
//!
//! A store keeps *records*. A record has a [`Key`], a [`Revision`] and named values ([`Field`]); it is changed by a
//! compare-and-set of all its fields together ([`Store::commit`]), may expire, and can be watched.
//!
//! | module | job |
//! | --- | --- |
//! | `store` | the trait [`Store`] |
//! | `key`, `record`, `error`, [`limits`] | what it speaks of |
//! | `change` | a commit whose bounds were checked |
//! | `watch` | [`Watch`], and telling watches ([`Watchers`]) |
//! | `memory` | [`MemoryStore`] |
//! | `file` | `RedbStore`: one file of this machine (feature `redb`) |
//! | `remote` | `RedisStore`: a Redis that machines share (feature `redis`) |
//! | `sealed`, `ring` | `Sealed` and `KeyRing`: values are encrypted before a store sees them (feature `encryption`) |
//! | `conformance` | the tests that a store has to pass (feature `conformance`) |
//!
//! # What every store holds
//!
//! - An acknowledged commit is there as a whole, for every `get` that begins later; one that was not acknowledged is there as
//!   a whole or not at all. [`StoreError`] says which: `Conflict`, `Unavailable` and `TooLarge` were not applied, `Unknown`
//!   may have been.
//! - Acknowledged commits survive the end of the process, `kill -9` included (but [`MemoryStore`]'s). docs/persistence.md
//!   says what an engine needs to survive the end of the machine.
//! - A [`Revision`] grows with each commit of a key and is never used twice for it, not even after a delete or an expiry.
//! - An expired record is as if it were deleted. It is really removed later, in steps of bounded work.
//! - A watch hears of every commit and delete, or that it may have missed one.
//!
//! Invariant: it depends on no other crate of the workspace, and without features on `bytes` and tokio's `sync` alone.
//! Deliberately absent: what values mean. They are bytes here.

#![forbid(unsafe_code)]

mod change;
mod clock;
#[cfg(feature = "conformance")]
pub mod conformance;
mod error;
#[cfg(feature = "redb")]
mod file;
mod key;
pub mod limits;
mod memory;
mod record;
#[cfg(feature = "redis")]
mod remote;
#[cfg(feature = "encryption")]
mod ring;
#[cfg(feature = "encryption")]
mod sealed;
mod store;
mod watch;

pub use error::{Size, StoreError};
#[cfg(feature = "redb")]
pub use file::{RedbOpenError, RedbStore};
pub use key::{Field, Key, KeyError};
pub use memory::MemoryStore;
pub use record::{Change, Commit, Expected, Record, Revision, Unreadable, UnreadableReason};
#[cfg(feature = "redis")]
pub use remote::{RedisConfig, RedisConfigError, RedisStore};
#[cfg(feature = "encryption")]
pub use ring::{KeyRing, KeyRingError};
#[cfg(feature = "encryption")]
pub use sealed::Sealed;
pub use store::{Store, StoreFuture};
pub use watch::{Watch, WatchEvent, Watchers};
