//! A record, and what can be done to it.
//!
//! Invariant: plain values, the same for every engine. Bounds are checked by `change`, not here.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use crate::key::Field;

/// The state of a record. It grows with each commit and is never used twice for a key, not even after a delete or an expiry.
/// Engines take the larger of "one more" and the wall clock in microseconds, so that a store that was restored from a
/// backup does not give out again what it has forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a store has under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Which commit it shows.
    pub revision: Revision,
    /// Its values. A record may have none.
    pub fields: BTreeMap<Field, Bytes>,
    /// Fields that are there, but whose values could not be opened; they are not in `fields`. Only an encrypted store has
    /// such. Until they are written or taken away they stay as they are.
    pub unreadable: Vec<Unreadable>,
}

impl Record {
    /// A record whose fields can all be read.
    #[must_use]
    pub fn new(revision: Revision, fields: BTreeMap<Field, Bytes>) -> Self {
        Self {
            revision,
            fields,
            unreadable: Vec::new(),
        }
    }
}

/// A field whose value could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which.
    pub field: Field,
    /// Why.
    pub reason: UnreadableReason,
}

/// Why a value could not be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadableReason {
    /// It is not encrypted, or in a later form.
    NotSealed,
    /// None of the ring's keys has encrypted it.
    UnknownKey,
    /// It was changed, or moved here from another record or field.
    Damaged,
}

impl fmt::Display for UnreadableReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSealed => {
                "the value is not encrypted, or by a later version: was the store used without keys?"
            }
            Self::UnknownKey => {
                "the value was encrypted with another key: add it to the end of the keys"
            }
            Self::Damaged => "the value was changed or moved: it is not what was written here",
        })
    }
}

/// What a record has to be for a change to be applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// There is none.
    Absent,
    /// It has this revision.
    Revision(Revision),
    /// Whatever it is. A commit makes the record when there is none.
    Any,
}

impl Expected {
    /// Whether a record with this revision, or none, is what was expected.
    #[must_use]
    pub fn admits(self, found: Option<Revision>) -> bool {
        match self {
            Self::Absent => found.is_none(),
            Self::Revision(revision) => found == Some(revision),
            Self::Any => true,
        }
    }
}

/// Changes to one record that are applied together or not at all. One without changes gives the record a new revision and
/// lifetime.
///
/// ```
/// use std::time::Duration;
/// use vango_store::{Commit, Expected, Field};
/// let cart = Field::new("shop:CART")?;
/// let commit = Commit::new(Expected::Absent)
///     .set(cart, "three apples")
///     .live_for(Duration::from_secs(3600));
/// assert_eq!(commit.changes.len(), 1);
/// # Ok::<(), vango_store::KeyError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// When to apply it.
    pub expected: Expected,
    /// What to change. Of several changes of a field the last one counts.
    pub changes: Vec<Change>,
    /// How long the record lives from now on, in whole milliseconds, rounded up, at least one; `None`: for ever. What an
    /// earlier commit has said does not count any more.
    pub lifetime: Option<Duration>,
}

impl Commit {
    /// No changes, and for ever.
    #[must_use]
    pub fn new(expected: Expected) -> Self {
        Self {
            expected,
            changes: Vec::new(),
            lifetime: None,
        }
    }

    /// Writes a field.
    #[must_use]
    pub fn set(mut self, field: Field, value: impl Into<Bytes>) -> Self {
        let value = Some(value.into());
        self.changes.push(Change { field, value });
        self
    }

    /// Takes a field away. It need not be there.
    #[must_use]
    pub fn remove(mut self, field: Field) -> Self {
        self.changes.push(Change { field, value: None });
        self
    }

    /// Lets the record live so long from the commit on.
    #[must_use]
    pub fn live_for(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// A change of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Which field.
    pub field: Field,
    /// What it is from now on; `None` takes it away.
    pub value: Option<Bytes>,
}
