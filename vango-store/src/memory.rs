//! A store that forgets everything with its process.
//!
//! Invariant: one lock, held for the time of one operation and never across an await. Each operation removes a bounded
//! number of expired records; a store that nobody uses keeps them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;

use crate::change::{Checked, Extent, whole_ms};
use crate::clock;
use crate::error::StoreError;
use crate::key::{Field, Key};
use crate::limits::EXPIRED_PER_STEP;
use crate::record::{Commit, Expected, Record, Revision};
use crate::store::{Store, StoreFuture};
use crate::watch::{Watch, WatchEvent, Watchers, locked};

/// Keeps records in memory: for tests, and for apps that want nothing kept. Clones are handles of the same store.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    watchers: Watchers,
}

#[derive(Debug, Default)]
struct State {
    records: HashMap<Key, Entry>,
    /// When which record expires.
    expiries: BTreeSet<(u64, Key)>,
    last_revision: u64,
}

#[derive(Debug)]
struct Entry {
    revision: Revision,
    fields: BTreeMap<Field, Bytes>,
    extent: Extent,
    expires_ms: Option<u64>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Works on what has not expired.
    fn with<T>(&self, work: impl FnOnce(&mut State, u64) -> T) -> T {
        let mut state = locked(&self.0.state);
        let now_ms = clock::now_ms();
        for _ in 0..EXPIRED_PER_STEP {
            match state.expiries.first() {
                Some((expires_ms, key)) if *expires_ms < now_ms => {
                    let key = key.clone();
                    state.remove(&key);
                }
                _ => break,
            }
        }
        work(&mut state, now_ms)
    }
}

impl State {
    /// The record, which is removed when it has expired.
    fn live(&mut self, key: &Key, now_ms: u64) -> Option<&mut Entry> {
        let expires_ms = self.records.get(key)?.expires_ms;
        if expires_ms.is_some_and(|expires_ms| expires_ms < now_ms) {
            self.remove(key);
        }
        self.records.get_mut(key)
    }

    fn remove(&mut self, key: &Key) {
        if let Some(entry) = self.records.remove(key)
            && let Some(expires_ms) = entry.expires_ms
        {
            self.expiries.remove(&(expires_ms, key.clone()));
        }
    }

    fn expect(&mut self, key: &Key, expected: Expected, now_ms: u64) -> Result<(), StoreError> {
        let found = self.live(key, now_ms).map(|entry| entry.revision);
        match expected.admits(found) {
            true => Ok(()),
            false => Err(StoreError::Conflict { found }),
        }
    }

    fn commit(&mut self, key: &Key, change: Checked, now_ms: u64) -> Result<Revision, StoreError> {
        self.expect(key, change.expected, now_ms)?;
        let found = self.records.get(key);
        let mut extent = found.map(|entry| entry.extent).unwrap_or_default();
        for (field, value) in &change.changes {
            let before = found
                .and_then(|entry| entry.fields.get(field))
                .map(Bytes::len);
            extent.change(field, before, value.as_ref().map(Bytes::len));
        }
        extent.check()?;
        self.last_revision = clock::now_us().max(self.last_revision + 1);
        let revision = Revision(self.last_revision);
        let entry = self.records.entry(key.clone()).or_insert_with(|| Entry {
            revision,
            fields: BTreeMap::new(),
            extent,
            expires_ms: None,
        });
        entry.revision = revision;
        entry.extent = extent;
        for (field, value) in change.changes {
            match value {
                Some(value) => entry.fields.insert(field, value),
                None => entry.fields.remove(&field),
            };
        }
        self.expire(key, change.lifetime_ms.map(|ms| now_ms + ms));
        Ok(revision)
    }

    /// Lets a record that is there expire at another time.
    fn expire(&mut self, key: &Key, expires_ms: Option<u64>) {
        let Some(entry) = self.records.get_mut(key) else {
            return;
        };
        if let Some(before) = std::mem::replace(&mut entry.expires_ms, expires_ms) {
            self.expiries.remove(&(before, key.clone()));
        }
        if let Some(expires_ms) = expires_ms {
            self.expiries.insert((expires_ms, key.clone()));
        }
    }
}

impl Store for MemoryStore {
    fn get<'a>(&'a self, key: &'a Key) -> StoreFuture<'a, Option<Record>> {
        Box::pin(async move {
            Ok(self.with(|state, now_ms| {
                let entry = state.live(key, now_ms)?;
                Some(Record::new(entry.revision, entry.fields.clone()))
            }))
        })
    }

    fn commit<'a>(&'a self, key: &'a Key, commit: Commit) -> StoreFuture<'a, Revision> {
        Box::pin(async move {
            let change = Checked::new(commit)?;
            self.with(|state, now_ms| {
                let revision = state.commit(key, change, now_ms)?;
                // Under the lock, so that watches hear of commits in their order.
                let event = WatchEvent::Changed(revision);
                self.0.watchers.tell(key, event);
                Ok(revision)
            })
        })
    }

    fn delete<'a>(&'a self, key: &'a Key, expected: Expected) -> StoreFuture<'a, ()> {
        Box::pin(async move {
            self.with(|state, now_ms| {
                state.expect(key, expected, now_ms)?;
                if state.records.contains_key(key) {
                    state.remove(key);
                    self.0.watchers.tell(key, WatchEvent::Deleted);
                }
                Ok(())
            })
        })
    }

    fn touch<'a>(&'a self, key: &'a Key, lifetime: Duration) -> StoreFuture<'a, bool> {
        Box::pin(async move {
            Ok(self.with(|state, now_ms| {
                let is_there = state.live(key, now_ms).is_some();
                state.expire(key, Some(now_ms + whole_ms(lifetime)));
                is_there
            }))
        })
    }

    fn watch(&self, key: &Key) -> Watch {
        self.0.watchers.watch(key)
    }

    fn name(&self) -> &'static str {
        "memory"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_has_expired_is_really_removed_a_bounded_number_at_a_time() {
        let store = MemoryStore::new();
        let count = 3 * EXPIRED_PER_STEP;
        for number in 0..count {
            let key = Key::new(format!("k{number}")).unwrap();
            let commit = Commit::new(Expected::Absent).live_for(Duration::from_millis(1));
            locked(&store.0.state)
                .commit(&key, Checked::new(commit).unwrap(), 1)
                .unwrap();
        }
        let left = || locked(&store.0.state).records.len();
        assert_eq!(left(), count);
        let other = Key::new("other").unwrap();
        assert_eq!(store.get(&other).await, Ok(None));
        assert_eq!(left(), count - EXPIRED_PER_STEP);
        for _ in 0..2 {
            assert_eq!(store.get(&other).await, Ok(None));
        }
        assert_eq!((left(), locked(&store.0.state).expiries.len()), (0, 0));
    }
}
