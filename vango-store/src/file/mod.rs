//! A store in one file of this machine, by redb.
//!
//! | module | job |
//! | --- | --- |
//! | `open` | opening the file, and what to do when that fails |
//! | `table` | what stands in the file; the changes that a transaction makes |
//! | `writer` | the thread that writes: many commits, one transaction, one fsync |
//! | `reader` | the threads that read |
//!
//! Invariant: a change is answered after the fsync of its transaction, and a read begins its transaction after it was asked
//! for. So a read sees what was acknowledged. No runtime is needed: threads of its own do the work, and futures wait for
//! their answers. Deliberately absent: several processes. redb locks the file.

mod open;
mod reader;
mod table;
mod writer;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use self::open::RedbOpenError;
use self::open::StoreFile;
use self::reader::Readers;
use self::writer::{CommitChange, DeleteChange, TouchChange, Writer};
use crate::change::{Checked, whole_ms};
use crate::key::Key;
use crate::record::{Commit, Expected, Record, Revision};
use crate::store::{Store, StoreFuture};
use crate::watch::{Watch, Watchers};

/// Keeps records in one file, which one process uses at a time. Acknowledged commits survive `kill -9` and, as far as the
/// disk keeps what it has promised, a power failure.
///
/// Commits that wait at the same time are written together, with one fsync: docs/persistence.md has figures. Dropping the
/// store waits for what was handed to it, and unlocks the file.
///
/// ```no_run
/// use std::sync::Arc;
/// use vango_store::{RedbStore, Store};
/// let store: Arc<dyn Store> = Arc::new(RedbStore::open("/var/lib/shop/state.redb")?);
/// # Ok::<(), vango_store::RedbOpenError>(())
/// ```
pub struct RedbStore {
    readers: Readers,
    writer: Writer,
    watchers: Watchers,
    path: Arc<Path>,
}

impl RedbStore {
    /// Opens the file, or makes it, with permissions 0600. Blocks while a file that was not closed well is checked: that takes
    /// long when it is large.
    ///
    /// # Errors
    ///
    /// When another process has the file open, when it is no store or one of a later version, or when it cannot be read or
    /// written. The error says what to do.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, RedbOpenError> {
        let path: Arc<Path> = path.into().into();
        let file = Arc::new(StoreFile::new(Arc::clone(&path))?);
        let watchers = Watchers::new();
        let no_thread = |error| RedbOpenError::io(&path, error);
        let writer = Writer::start(Arc::clone(&file), watchers.clone()).map_err(no_thread)?;
        let readers = Readers::start(&file).map_err(no_thread)?;
        Ok(Self {
            readers,
            writer,
            watchers,
            path,
        })
    }
}

impl fmt::Debug for RedbStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedbStore")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

impl Store for RedbStore {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        Box::pin(self.readers.get(key))
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        Box::pin(async move {
            let change = Checked::new(commit)?;
            let key = key.clone();
            self.writer.change(CommitChange { key, change }).await
        })
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            let key = key.clone();
            self.writer.change(DeleteChange { key, expected }).await?;
            Ok(())
        })
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            let (key, lifetime_ms) = (key.clone(), whole_ms(lifetime));
            self.writer.change(TouchChange { key, lifetime_ms }).await
        })
    }

    fn watch(&self, key: &Key) -> Watch {
        self.watchers.watch(key)
    }

    fn name(&self) -> &'static str {
        "redb"
    }
}
