//! Who wants to hear of changes, and telling them.
//!
//! Invariant: a watch holds one event at most, so a slow watcher costs nothing: what is newer takes the place of what it has
//! not fetched. Only `Missed` stays until it is fetched. Nothing here knows where changes come from.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::key::Key;
use crate::record::Revision;

/// What happened to a watched key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WatchEvent {
    /// It was committed, and has had this revision. Earlier ones are not told any more.
    Changed(Revision),
    /// It was deleted.
    Deleted,
    /// Something may have been missed: read again. So a watch may begin.
    Missed,
}

/// Hears of the changes of one key; [`Store::watch`](crate::Store::watch) gives it out. To miss nothing: watch first, then
/// read, and read again after each event whose revision is not the one that was read.
#[derive(Debug)]
pub struct Watch {
    key: Key,
    slot: Arc<Slot>,
    watchers: Arc<Inner>,
}

impl Watch {
    /// The next event. Of several that have come since the last call it is the newest, or `Missed`. It never comes when the
    /// store is gone. Cancel-safe: what was not returned comes again.
    pub async fn next(&mut self) -> WatchEvent {
        loop {
            if let Some(event) = locked(&self.slot.event).take() {
                return event;
            }
            self.slot.bell.notified().await;
        }
    }

    /// Which key it is.
    #[must_use]
    pub fn key(&self) -> &Key {
        &self.key
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.watchers.remove(&self.key, &self.slot);
    }
}

#[derive(Debug, Default)]
struct Slot {
    event: Mutex<Option<WatchEvent>>,
    bell: Notify,
}

impl Slot {
    fn tell(&self, event: WatchEvent) {
        let mut pending = locked(&self.event);
        if *pending != Some(WatchEvent::Missed) {
            *pending = Some(event);
        }
        drop(pending);
        self.bell.notify_one();
    }
}

/// The watches of a store, for those who write one.
///
/// ```
/// use vango_store::{Key, Revision, WatchEvent, Watchers};
/// let (watchers, key) = (Watchers::new(), Key::new("k")?);
/// let mut watch = watchers.watch(&key);
/// watchers.tell(&key, WatchEvent::Changed(Revision(1)));
/// watchers.tell(&key, WatchEvent::Changed(Revision(2)));
/// # let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
/// # let event = runtime.block_on(async {
/// watch.next().await
/// # });
/// # assert_eq!(event, WatchEvent::Changed(Revision(2)));
/// # Ok::<(), vango_store::KeyError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Watchers(Arc<Inner>);

#[derive(Default)]
struct Inner {
    keys: Mutex<HashMap<Key, Vec<Arc<Slot>>>>,
    /// Called when a key's first watch comes and when its last one goes.
    notice: Option<Notice>,
}

type Notice = Box<dyn Fn(&Key) + Send + Sync>;

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys = locked(&self.keys).len();
        f.debug_struct("Watchers")
            .field("keys", &keys)
            .finish_non_exhaustive()
    }
}

impl Watchers {
    /// No watches.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// No watches; `notice` is called when the first watch of a key comes, and when the last one goes. It must not call back.
    #[must_use]
    pub fn with_notice(notice: impl Fn(&Key) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            keys: Mutex::default(),
            notice: Some(Box::new(notice)),
        }))
    }

    /// A watch of this key.
    #[must_use]
    pub fn watch(&self, key: &Key) -> Watch {
        let slot = Arc::new(Slot::default());
        let mut keys = locked(&self.0.keys);
        let slots = keys.entry(key.clone()).or_default();
        slots.push(Arc::clone(&slot));
        let is_first = slots.len() == 1;
        drop(keys);
        if is_first {
            self.0.notice(key);
        }
        Watch {
            key: key.clone(),
            slot,
            watchers: Arc::clone(&self.0),
        }
    }

    /// Tells the watches of a key.
    pub fn tell(&self, key: &Key, event: WatchEvent) {
        if let Some(slots) = locked(&self.0.keys).get(key) {
            slots.iter().for_each(|slot| slot.tell(event));
        }
    }

    /// Tells every watch that something may have been missed.
    pub fn tell_all_missed(&self) {
        for slots in locked(&self.0.keys).values() {
            slots.iter().for_each(|slot| slot.tell(WatchEvent::Missed));
        }
    }

    /// Whether anybody watches the key.
    #[must_use]
    pub fn is_watched(&self, key: &Key) -> bool {
        locked(&self.0.keys).contains_key(key)
    }

    /// The keys that are watched now, in no order.
    #[must_use]
    pub fn keys(&self) -> Vec<Key> {
        locked(&self.0.keys).keys().cloned().collect()
    }
}

impl Inner {
    fn remove(&self, key: &Key, slot: &Arc<Slot>) {
        let mut keys = locked(&self.keys);
        let Some(slots) = keys.get_mut(key) else {
            return;
        };
        slots.retain(|other| !Arc::ptr_eq(other, slot));
        let is_last = slots.is_empty();
        if is_last {
            keys.remove(key);
        }
        drop(keys);
        if is_last {
            self.notice(key);
        }
    }

    fn notice(&self, key: &Key) {
        if let Some(notice) = &self.notice {
            notice(key);
        }
    }
}

/// What a panic left behind is still whole: every section here ends with one assignment.
pub(crate) fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    fn poll(watch: &mut Watch) -> Option<WatchEvent> {
        let mut context = Context::from_waker(Waker::noop());
        match pin!(watch.next()).poll(&mut context) {
            Poll::Ready(event) => Some(event),
            Poll::Pending => None,
        }
    }

    #[test]
    fn a_slow_watch_hears_the_newest_or_that_it_missed_something() {
        let (watchers, key) = (Watchers::new(), Key::new("k").unwrap());
        let mut watch = watchers.watch(&key);
        assert_eq!(poll(&mut watch), None);
        for revision in 1..=3 {
            watchers.tell(&key, WatchEvent::Changed(Revision(revision)));
        }
        assert_eq!(poll(&mut watch), Some(WatchEvent::Changed(Revision(3))));
        assert_eq!(poll(&mut watch), None);
        watchers.tell_all_missed();
        watchers.tell(&key, WatchEvent::Changed(Revision(4)));
        assert_eq!(poll(&mut watch), Some(WatchEvent::Missed));
        watchers.tell(&key, WatchEvent::Changed(Revision(5)));
        watchers.tell(&key, WatchEvent::Deleted);
        assert_eq!(poll(&mut watch), Some(WatchEvent::Deleted));
        watchers.tell(&Key::new("other").unwrap(), WatchEvent::Deleted);
        assert_eq!(poll(&mut watch), None);
    }

    #[test]
    fn notices_come_for_the_first_and_the_last_watch() {
        let noticed = Arc::new(Mutex::new(Vec::new()));
        let sink = Arc::clone(&noticed);
        let watchers = Watchers::with_notice(move |key| locked(&sink).push(key.to_string()));
        let key = Key::new("k").unwrap();
        let count = || mem::take(&mut *locked(&noticed)).len();
        let first = watchers.watch(&key);
        assert_eq!(count(), 1);
        let second = watchers.watch(&key);
        drop(first);
        assert_eq!((count(), watchers.is_watched(&key)), (0, true));
        drop(second);
        assert_eq!((count(), watchers.keys().len()), (1, 0));
    }
}
