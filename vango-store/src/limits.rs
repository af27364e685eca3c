//! The bounds of what a store keeps.
//!
//! Invariant: every engine holds the same ones, so that a program that runs on one runs on the others. They bound what one
//! record can cost; how many records there are is the operator's matter.

use std::time::Duration;

/// Longest key, in bytes. The first bound that a key meets; Redis and redb would take much longer ones.
pub const KEY_BYTES: usize = 200;

/// Longest name of a field, in bytes.
pub const FIELD_NAME_BYTES: usize = 200;

/// Largest value of a field, in bytes. What `Sealed` adds ([`SEAL_BYTES`]) counts.
pub const FIELD_BYTES: usize = 1024 * 1024;

/// Largest record, in bytes: the names and values of all its fields together.
pub const RECORD_BYTES: usize = 8 * 1024 * 1024;

/// Most fields of a record.
pub const RECORD_FIELDS: usize = 1024;

/// Most changes of a commit: enough to replace all fields of a record by others.
pub const COMMIT_CHANGES: usize = 2 * RECORD_FIELDS;

/// What encryption adds to each value, in bytes: version, key id, nonce, tag.
pub const SEAL_BYTES: usize = 1 + 8 + 24 + 16;

/// Longest lifetime. A longer one is shortened to it, so that no clock overflows; "for ever" is said with `None`.
pub const LIFETIME: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Records that are removed at most each time when a store looks for expired ones.
pub(crate) const EXPIRED_PER_STEP: usize = 64;
