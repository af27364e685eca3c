//! The trait of all stores. The crate's documentation says what its methods mean.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::error::StoreError;
use crate::key::Key;
use crate::record::{Commit, Expected, Record, Revision};
use crate::watch::Watch;

/// What a store answers with, some time later.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Where records are kept. Object-safe: an app holds an `Arc<dyn Store>`.
///
/// A future that is dropped after its first poll may have been applied or not, or may be applied later.
///
/// # Errors
///
/// [`StoreError`] tells of each failure whether the change was applied.
///
/// ```
/// use std::sync::Arc;
/// use vango_store::{Commit, Expected, Field, Key, MemoryStore, Store, StoreError};
///
/// # let runtime = tokio::runtime::Builder::new_current_thread().build()?;
/// # runtime.block_on(async {
/// let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
/// let (key, name) = (Key::new("session:1")?, Field::new("name")?);
/// let first = store.commit(&key, Commit::new(Expected::Absent).set(name.clone(), "Ada")).await?;
/// let record = store.get(&key).await?.expect("it was committed");
/// assert_eq!((record.revision, &record.fields[&name][..]), (first, &b"Ada"[..]));
///
/// let late = Commit::new(Expected::Absent).set(name, "Bea");
/// assert_eq!(store.commit(&key, late).await, Err(StoreError::Conflict { found: Some(first) }));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait Store: Send + Sync + 'static {
    /// The record; `None` when there is none or it has expired. It shows every commit that was acknowledged before the
    /// call.
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>>;

    /// Compare-and-set of a record: all changes or none. Answers the new revision.
    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision>;

    /// Deletes the record, if it is what was expected. Where there is none, `Absent` and `Any` are content.
    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()>;

    /// Lets the record live so long from now on, whatever was said before; `false` when there is none. Its revision stays.
    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool>;

    /// Hears of every commit and delete of a key from now on, whoever makes it, another process and oneself included.
    /// Nothing is said of a touch, nor when a record expires.
    fn watch(&self, key: &Key) -> Watch;

    /// What it is, for logs.
    fn name(&self) -> &'static str;
}

impl<S: Store + ?Sized> Store for Arc<S> {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        (**self).get(key)
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        (**self).commit(key, commit)
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        (**self).delete(key, expected)
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        (**self).touch(key, lifetime)
    }

    fn watch(&self, key: &Key) -> Watch {
        (**self).watch(key)
    }

    fn name(&self) -> &'static str {
        (**self).name()
    }
}
