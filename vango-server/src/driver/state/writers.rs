//! Who has written the record of the globals: by it a process knows its own commit again when the answer to it was lost.
//!
//! Each process has a field of its own with the number of its last batch, so that what others write after it hides nothing.

use std::time::{SystemTime, UNIX_EPOCH};

use vango_store::{Commit, Field, Record};

/// What the names of these fields begin with.
const PREFIX: &str = "w/";

/// Processes that are remembered; those that have not written for longest are forgotten.
const MAX_WRITERS: usize = 32;

/// The processes that have written a record.
#[derive(Default)]
pub(super) struct Writers(Vec<Writer>);

struct Writer {
    name: String,
    batch: u64,
    /// Milliseconds since 1970: tells old ones from new ones, and nothing else.
    at_ms: u64,
}

impl Writers {
    pub(super) fn of(record: &Record) -> Self {
        let writers = record.fields.iter().filter_map(|(field, bytes)| {
            let (batch, rest) = bytes.split_first_chunk()?;
            let (at_ms, _) = rest.split_first_chunk()?;
            field.as_str().starts_with(PREFIX).then(|| Writer {
                name: field.as_str().to_owned(),
                batch: u64::from_le_bytes(*batch),
                at_ms: u64::from_le_bytes(*at_ms),
            })
        });
        Self(writers.collect())
    }

    /// The last batch of this process that the record shows.
    pub(super) fn batch_of(&self, name: &str) -> Option<u64> {
        let writer = self.0.iter().find(|writer| writer.name == name);
        writer.map(|writer| writer.batch)
    }

    /// Adds the batch to a commit.
    pub(super) fn sign(&mut self, mut commit: Commit, name: &str, batch: u64) -> Commit {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        let at_ms = u64::try_from(now.as_millis()).unwrap_or(u64::MAX);
        self.0.retain(|writer| writer.name != name);
        while self.0.len() >= MAX_WRITERS {
            let oldest = (0..self.0.len()).min_by_key(|place| self.0[*place].at_ms);
            let Some(place) = oldest else { break };
            if let Ok(field) = Field::new(self.0.swap_remove(place).name) {
                commit = commit.remove(field);
            }
        }
        self.0.push(Writer {
            name: name.to_owned(),
            batch,
            at_ms,
        });
        let value = [batch.to_le_bytes(), at_ms.to_le_bytes()].concat();
        match Field::new(name) {
            Ok(field) => commit.set(field, value),
            Err(_) => commit,
        }
    }
}
