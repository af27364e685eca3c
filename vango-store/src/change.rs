//! A commit as engines take it: one change a field, bounds checked, lifetime in milliseconds.
//!
//! Invariant: what depends on the commit alone is checked before an engine sees it; what depends on the record that is
//! there ([`Extent`]) is checked by the engine while nobody else can write.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;

use crate::error::{Size, StoreError};
use crate::key::Field;
use crate::limits::{COMMIT_CHANGES, FIELD_BYTES, LIFETIME, RECORD_BYTES, RECORD_FIELDS};
use crate::record::{Change, Commit, Expected};

#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) expected: Expected,
    pub(crate) changes: BTreeMap<Field, Option<Bytes>>,
    pub(crate) lifetime_ms: Option<u64>,
}

impl Checked {
    pub(crate) fn new(commit: Commit) -> Result<Self, StoreError> {
        too_large(commit.changes.len(), COMMIT_CHANGES, Size::Changes)?;
        let mut changes = BTreeMap::new();
        for Change { field, value } in commit.changes {
            if let Some(value) = &value {
                too_large(value.len(), FIELD_BYTES, Size::Field(field.clone()))?;
            }
            changes.insert(field, value);
        }
        Ok(Self {
            expected: commit.expected,
            changes,
            lifetime_ms: commit.lifetime.map(whole_ms),
        })
    }
}

/// A lifetime in whole milliseconds: rounded up, at least one, and short enough for every clock.
pub(crate) fn whole_ms(lifetime: Duration) -> u64 {
    let ms = lifetime.min(LIFETIME).as_nanos().div_ceil(1_000_000);
    u64::try_from(ms).unwrap_or(u64::MAX).max(1)
}

/// How much a record holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) fields: usize,
    pub(crate) bytes: usize,
}

impl Extent {
    /// Takes a change into account. `before` and `after` are the lengths of the field's values.
    pub(crate) fn change(&mut self, field: &Field, before: Option<usize>, after: Option<usize>) {
        let name = field.as_str().len();
        if let Some(before) = before {
            self.fields -= 1;
            self.bytes -= name + before;
        }
        if let Some(after) = after {
            self.fields += 1;
            self.bytes += name + after;
        }
    }

    pub(crate) fn check(self) -> Result<(), StoreError> {
        too_large(self.fields, RECORD_FIELDS, Size::Fields)?;
        too_large(self.bytes, RECORD_BYTES, Size::Record)
    }
}

fn too_large(size: usize, limit: usize, what: Size) -> Result<(), StoreError> {
    if size > limit {
        return Err(StoreError::TooLarge { what, size, limit });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lifetimes_are_whole_milliseconds_that_every_clock_can_add() {
        for (lifetime, expected_ms) in [
            (Duration::ZERO, 1),
            (Duration::from_nanos(1), 1),
            (Duration::from_micros(1_001), 2),
            (Duration::from_millis(7), 7),
            (Duration::MAX, 100 * 365 * 24 * 60 * 60 * 1000),
        ] {
            assert_eq!(whole_ms(lifetime), expected_ms, "{lifetime:?}");
        }
    }

    #[test]
    fn the_last_change_of_a_field_counts() {
        let field = Field::new("f").unwrap();
        let commit = Commit::new(Expected::Any)
            .set(field.clone(), "1")
            .remove(field.clone());
        let checked = Checked::new(commit).unwrap();
        assert_eq!(checked.changes, BTreeMap::from([(field, None)]));
    }

    #[test]
    fn an_extent_counts_names_and_values() {
        let field = Field::new("name").unwrap();
        let mut extent = Extent::default();
        extent.change(&field, None, Some(3));
        assert_eq!((extent.fields, extent.bytes), (1, 7));
        extent.change(&field, Some(3), Some(5));
        assert_eq!((extent.fields, extent.bytes), (1, 9));
        extent.change(&field, Some(5), None);
        assert_eq!(extent, Extent::default());
        extent.bytes = RECORD_BYTES;
        assert!(extent.check().is_ok());
        extent.bytes += 1;
        assert!(extent.check().is_err());
    }
}
