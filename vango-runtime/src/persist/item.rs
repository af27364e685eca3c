//! Persisted items: what is known of one before any session has a value of it.
//!
//! Invariant: everything here is a constant, but for whether the item was used. The initial value is computed by the compiler, so
//! it is the same in every session, process and instance.
//! Deliberately absent: values.

use std::fmt;
use std::panic::Location;

use vango_schema::{Fingerprint, Record};

use super::CodecError;
use super::claim::Claim;

/// What one `static` declares, without the type of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Item {
    record: &'static Record,
    /// Kept by the program because the item refers to it: tools find it there.
    embedded: &'static [u8],
    fingerprint: Fingerprint,
}

impl Item {
    /// Where it stands: `module_path!()` and its name.
    pub fn path(&self) -> &'static str {
        self.record.path
    }

    /// Its lifetime, path and schema.
    pub fn record(&self) -> &'static Record {
        self.record
    }

    /// Of its schema.
    pub fn fingerprint(&self) -> Fingerprint {
        self.fingerprint
    }

    /// The record's bytes, as they stand in the program.
    pub fn embedded(&self) -> &'static [u8] {
        self.embedded
    }
}

impl fmt::Debug for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.record.path)
    }
}

/// Values of another type, and what makes this item's of them.
#[derive(Clone, Copy, Debug)]
pub struct Migration<T> {
    /// Of the other type.
    pub from: Fingerprint,
    /// Reads the bytes of a value of the other type, and turns it into one of this.
    pub read: fn(&[u8]) -> Result<T, CodecError>,
}

/// What one `static` declares.
#[derive(Debug)]
pub struct Definition<T: 'static> {
    pub(crate) item: Item,
    pub(crate) initial: fn() -> T,
    pub(crate) migrations: &'static [Migration<T>],
    claim: Claim,
}

impl<T: 'static> Definition<T> {
    /// For the macros: `embedded` is the record's bytes, `initial` gives a constant. The record's schema is that of `T`, or a
    /// named one around it.
    #[track_caller]
    pub const fn new(
        record: &'static Record,
        embedded: &'static [u8],
        initial: fn() -> T,
        migrations: &'static [Migration<T>],
    ) -> Self {
        Self {
            item: Item {
                record,
                embedded,
                fingerprint: Fingerprint::of(record.schema),
            },
            initial,
            migrations,
            claim: Claim::new(Location::caller()),
        }
    }

    /// To be called before anything of the item is read.
    ///
    /// # Panics
    /// When another item has its path.
    pub(crate) fn claim(&self) {
        self.claim.make(self.item.path());
    }
}
