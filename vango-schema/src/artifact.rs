//! The records of a built program, from its bytes alone: ELF, Mach-O and PE keep constants as they are.

use std::collections::BTreeMap;
use std::fmt;

use crate::decode::DecodeError;
use crate::record::{MAGIC, RecordBuf};

/// The persisted items of a program, by path.
///
/// # Errors
/// When a record cannot be read, or two items have one path.
pub fn find_records(program: &[u8]) -> Result<Vec<RecordBuf>, ArtifactError> {
    let mut found = BTreeMap::new();
    for at in occurrences(program) {
        let read = RecordBuf::read(&program[at..]);
        let record = read.map_err(|error| ArtifactError::Record { at, error })?;
        let Some(record) = record else { continue };
        // A constant may stand in a program more than once.
        match found.get(&record.path) {
            Some(known) if *known != record => {
                return Err(ArtifactError::Twice { path: record.path });
            }
            _ => drop(found.insert(record.path.clone(), record)),
        }
    }
    Ok(found.into_values().collect())
}

/// Where the magic stands.
fn occurrences(program: &[u8]) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let ahead = program[from..].iter().position(|byte| *byte == MAGIC[0])?;
            let at = from + ahead;
            from = at + 1;
            if program[at..].starts_with(&MAGIC) {
                return Some(at);
            }
        }
    })
}

/// Why the items of a program are not known.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ArtifactError {
    /// One cannot be read.
    Record {
        /// Bytes from the beginning of the file.
        at: usize,
        /// Why.
        error: DecodeError,
    },
    /// Two that differ have the same path.
    Twice {
        /// Their path.
        path: String,
    },
}

impl fmt::Display for ArtifactError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Record { at, error } => {
                write!(
                    f,
                    "the item described at byte {at} of the program cannot be read: {error}"
                )
            }
            Self::Twice { path } => write!(
                f,
                "two persisted items are named `{path}`: they stand in functions or blocks; rename one of them"
            ),
        }
    }
}

impl std::error::Error for ArtifactError {}
