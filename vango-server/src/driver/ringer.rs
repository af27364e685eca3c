//! How news of a session reaches its worker from any thread: a waker for each session, a dock for each worker.
//!
//! Invariant: a session that was rung is in its worker's dock until the worker has answered; ringing it again meanwhile
//! costs one atomic operation and allocates nothing. A ring for a session that is gone is ignored.
//! Deliberately absent: the news itself. It waits in the session's inbox.

use std::sync::atomic::{AtomicBool, AtomicIsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Wake;

use tokio::sync::Notify;

use super::identity::SessionId;

/// Where the sessions of one worker wait for it to look after them.
#[derive(Default)]
pub(crate) struct Dock {
    rung: Mutex<Vec<SessionId>>,
    arrived: Notify,
}

impl Dock {
    /// Ready when a session was rung, or the worker [`nudge`](Self::nudge)d itself, since the last time.
    pub(crate) async fn arrived(&self) {
        self.arrived.notified().await;
    }

    /// Makes the worker look at its timers again.
    pub(crate) fn nudge(&self) {
        self.arrived.notify_one();
    }

    /// Moves the sessions that were rung to `into`, which is empty.
    pub(crate) fn take(&self, into: &mut Vec<SessionId>) {
        std::mem::swap(&mut *self.rung(), into);
    }

    fn rung(&self) -> MutexGuard<'_, Vec<SessionId>> {
        // Nothing that could panic runs under the lock, so a poisoned list is whole.
        self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What wakes one session.
pub(crate) struct Ringer {
    id: SessionId,
    is_rung: AtomicBool,
    dock: Arc<Dock>,
    /// Heap bytes that the session's tasks have taken and not given back, since the session asked last.
    task_bytes: AtomicIsize,
}

impl Ringer {
    pub(crate) fn new(id: SessionId, dock: Arc<Dock>) -> Self {
        Self {
            id,
            is_rung: AtomicBool::new(false),
            dock,
            task_bytes: AtomicIsize::new(0),
        }
    }

    /// From now on a ring is heard again. To be called before the session's inbox is looked at.
    pub(crate) fn answer(&self) {
        self.is_rung.store(false, Ordering::SeqCst);
    }

    pub(crate) fn add_task_bytes(&self, bytes: isize) {
        self.task_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(crate) fn take_task_bytes(&self) -> isize {
        self.task_bytes.swap(0, Ordering::Relaxed)
    }
}

impl Wake for Ringer {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if !self.is_rung.swap(true, Ordering::SeqCst) {
            self.dock.rung().push(self.id);
            self.dock.arrived.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_from_many_threads_are_one_until_they_are_answered() {
        let dock = Arc::new(Dock::default());
        let ringers: Vec<_> = (0..3)
            .map(|n| Arc::new(Ringer::new(SessionId::from_wire(n), dock.clone())))
            .collect();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| ringers.iter().for_each(|ringer| ringer.wake_by_ref()));
            }
        });
        let mut rung = Vec::new();
        dock.take(&mut rung);
        rung.sort();
        assert_eq!(rung, [0, 1, 2].map(SessionId::from_wire));
        rung.clear();
        ringers[1].wake_by_ref();
        dock.take(&mut rung);
        assert!(rung.is_empty(), "it was rung and not answered");
        ringers[1].answer();
        ringers[1].wake_by_ref();
        dock.take(&mut rung);
        assert_eq!(rung, [SessionId::from_wire(1)]);
    }
}
