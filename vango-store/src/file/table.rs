//! What stands in the file, and how one change changes it.
//!
//! Invariant: a change that is refused has written nothing, so it costs the transaction nothing. `EXPIRIES` has one row for
//! each record that expires, and no other. A storage error leaves the transaction to be aborted.

use redb::{
    ReadOnlyTable, ReadTransaction, ReadableTable, Table, TableDefinition, WriteTransaction,
};

use bytes::Bytes;

use crate::change::{Checked, Extent};
use crate::clock;
use crate::error::StoreError;
use crate::key::{Field, Key};
use crate::record::{Expected, Record, Revision};

/// The format of the file.
pub(super) const FORMAT: u64 = 1;
pub(super) const META: TableDefinition<&str, u64> = TableDefinition::new("vango:meta");
pub(super) const META_FORMAT: &str = "format";
/// The last revision that was given out.
const META_REVISION: &str = "revision";

/// Revision, when it expires in milliseconds since 1970 (`FOR_EVER`: never), how many fields, how many bytes.
type Row = (u64, u64, u64, u64);
const RECORDS: TableDefinition<&str, Row> = TableDefinition::new("vango:records");
const FIELDS: TableDefinition<(&str, &str), &[u8]> = TableDefinition::new("vango:fields");
const EXPIRIES: TableDefinition<(u64, &str), ()> = TableDefinition::new("vango:expiries");
const FOR_EVER: u64 = u64::MAX;

/// An error of redb is not one of the change: it ends the transaction.
pub(super) type Applied<T> = Result<Result<T, StoreError>, redb::Error>;

/// The tables of a write transaction.
pub(super) struct Tables<'t> {
    records: Table<'t, &'static str, Row>,
    fields: Table<'t, (&'static str, &'static str), &'static [u8]>,
    expiries: Table<'t, (u64, &'static str), ()>,
    now_ms: u64,
    last_revision: u64,
    is_changed: bool,
}

impl<'t> Tables<'t> {
    pub(super) fn open(transaction: &'t WriteTransaction) -> Result<Self, redb::Error> {
        let meta = transaction.open_table(META)?;
        let last = meta.get(META_REVISION)?.map(|last| last.value());
        Ok(Self {
            records: transaction.open_table(RECORDS)?,
            fields: transaction.open_table(FIELDS)?,
            expiries: transaction.open_table(EXPIRIES)?,
            now_ms: clock::now_ms(),
            last_revision: last.unwrap_or_default(),
            is_changed: false,
        })
    }

    /// Whether the transaction is worth an fsync.
    pub(super) fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Writes what is written once for all changes.
    pub(super) fn finish(self, transaction: &WriteTransaction) -> Result<(), redb::Error> {
        let mut meta = transaction.open_table(META)?;
        meta.insert(META_REVISION, self.last_revision)?;
        Ok(())
    }

    fn row(&self, key: &Key) -> Result<Option<Row>, redb::Error> {
        Ok(self.records.get(key.as_str())?.map(|row| row.value()))
    }

    /// The record's row, if it is what was expected. One that has expired is removed first.
    fn expect(&mut self, key: &Key, expected: Expected) -> Applied<Option<Row>> {
        let mut row = self.row(key)?;
        if row.is_some_and(|row| row.1 < self.now_ms) {
            self.remove(key)?;
            row = None;
        }
        let found = row.map(|row| Revision(row.0));
        Ok(match expected.admits(found) {
            true => Ok(row),
            false => Err(StoreError::Conflict { found }),
        })
    }

    pub(super) fn commit(&mut self, key: &Key, change: &Checked) -> Applied<Revision> {
        let row = match self.expect(key, change.expected)? {
            Ok(row) => row,
            Err(conflict) => return Ok(Err(conflict)),
        };
        let mut extent = row.map_or(Extent::default(), |row| Extent {
            fields: usize::try_from(row.2).unwrap_or(usize::MAX),
            bytes: usize::try_from(row.3).unwrap_or(usize::MAX),
        });
        for (field, value) in &change.changes {
            let place = (key.as_str(), field.as_str());
            let before = self.fields.get(place)?.map(|value| value.value().len());
            extent.change(field, before, value.as_ref().map(Bytes::len));
        }
        if let Err(too_large) = extent.check() {
            return Ok(Err(too_large));
        }
        self.is_changed = true;
        for (field, value) in &change.changes {
            let place = (key.as_str(), field.as_str());
            match value {
                Some(value) => self.fields.insert(place, &value[..])?,
                None => self.fields.remove(place)?,
            };
        }
        self.last_revision = clock::now_us().max(self.last_revision + 1);
        let expires_ms = change.lifetime_ms.map_or(FOR_EVER, |ms| self.now_ms + ms);
        self.expire(key, row.map(|row| row.1), expires_ms)?;
        let (fields, bytes) = (extent.fields as u64, extent.bytes as u64);
        let row = (self.last_revision, expires_ms, fields, bytes);
        self.records.insert(key.as_str(), row)?;
        Ok(Ok(Revision(self.last_revision)))
    }

    /// Answers whether there was a record.
    pub(super) fn delete(&mut self, key: &Key, expected: Expected) -> Applied<bool> {
        match self.expect(key, expected)? {
            Ok(None) => Ok(Ok(false)),
            Ok(Some(_)) => {
                self.remove(key)?;
                Ok(Ok(true))
            }
            Err(conflict) => Ok(Err(conflict)),
        }
    }

    /// Answers whether there is a record.
    pub(super) fn touch(&mut self, key: &Key, lifetime_ms: u64) -> Applied<bool> {
        let Ok(Some(mut row)) = self.expect(key, Expected::Any)? else {
            return Ok(Ok(false));
        };
        self.is_changed = true;
        let expires_ms = self.now_ms + lifetime_ms;
        self.expire(key, Some(row.1), expires_ms)?;
        row.1 = expires_ms;
        self.records.insert(key.as_str(), row)?;
        Ok(Ok(true))
    }

    fn expire(&mut self, key: &Key, before: Option<u64>, after: u64) -> Result<(), redb::Error> {
        if before == Some(after) {
            return Ok(());
        }
        if let Some(before) = before.filter(|before| *before != FOR_EVER) {
            self.expiries.remove((before, key.as_str()))?;
        }
        if after != FOR_EVER {
            self.expiries.insert((after, key.as_str()), ())?;
        }
        Ok(())
    }

    fn remove(&mut self, key: &Key) -> Result<(), redb::Error> {
        self.is_changed = true;
        let row = self.records.remove(key.as_str())?.map(|row| row.value());
        if let Some((_, expires_ms, ..)) = row.filter(|row| row.1 != FOR_EVER) {
            self.expiries.remove((expires_ms, key.as_str()))?;
        }
        let end = after(key);
        let all = (key.as_str(), "")..(end.as_str(), "");
        self.fields.retain_in(all, |_, _| false)?;
        Ok(())
    }

    /// Removes expired records, this many at most. Answers when the next one is due, in milliseconds since
    /// 1970, or 0 when some are left that are due by now.
    pub(super) fn remove_expired(&mut self, limit: usize) -> Result<Option<u64>, redb::Error> {
        for _ in 0..limit {
            let first = self.expiries.first()?.map(|(row, _)| {
                let (expires_ms, key) = row.value();
                (expires_ms, Key::new(key))
            });
            match first {
                Some((expires_ms, Ok(key))) if expires_ms < self.now_ms => self.remove(&key)?,
                _ => break,
            }
        }
        let due_ms = self.expiries.first()?.map(|(row, _)| row.value().0);
        Ok(due_ms.map(|due_ms| if due_ms < self.now_ms { 0 } else { due_ms }))
    }
}

/// The end of a key's fields: what comes directly after it. Keys hold no zero byte.
fn after(key: &Key) -> String {
    format!("{key}\0")
}

/// Reads a record.
pub(super) fn read(
    transaction: &ReadTransaction,
    key: &Key,
) -> Result<Result<Option<Record>, StoreError>, redb::Error> {
    let records = transaction.open_table(RECORDS)?;
    let Some(row) = records.get(key.as_str())?.map(|row| row.value()) else {
        return Ok(Ok(None));
    };
    if row.1 < clock::now_ms() {
        return Ok(Ok(None));
    }
    let fields: ReadOnlyTable<_, _> = transaction.open_table(FIELDS)?;
    let mut record = Record::new(Revision(row.0), [].into());
    let end = after(key);
    for entry in fields.range((key.as_str(), "")..(end.as_str(), ""))? {
        let (place, value) = entry?;
        let Ok(field) = Field::new(place.value().1) else {
            let reason = format!(
                "`{key}` has a field whose name is none: {:?}",
                place.value().1
            );
            return Ok(Err(StoreError::Corrupt { reason }));
        };
        let value = Bytes::copy_from_slice(value.value());
        record.fields.insert(field, value);
    }
    Ok(Ok(Some(record)))
}
