//! Counted places: how many connections and sockets are open in the whole app, and which tasks a worker waits for.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

/// A bounded number of places, shared by all threads.
#[derive(Clone, Debug)]
pub(crate) struct Slots {
    taken: Arc<AtomicUsize>,
    limit: usize,
}

/// One taken place; free again when it is dropped.
pub(crate) struct Slot(Arc<AtomicUsize>);

impl Slots {
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            taken: Arc::default(),
            limit,
        }
    }

    /// `None` when all places are taken.
    pub(crate) fn take(&self) -> Option<Slot> {
        self.taken
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |taken| {
                (taken < self.limit).then_some(taken + 1)
            })
            .ok()?;
        Some(Slot(self.taken.clone()))
    }

    /// Whether none is left.
    pub(crate) fn are_taken(&self) -> bool {
        self.taken() >= self.limit
    }

    pub(crate) fn taken(&self) -> usize {
        self.taken.load(Ordering::Relaxed)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The tasks of one worker that a graceful shutdown waits for.
#[derive(Clone, Default)]
pub(crate) struct Tasks {
    inner: Rc<TasksInner>,
}

#[derive(Default)]
struct TasksInner {
    running: Cell<usize>,
    idle: Notify,
}

/// Held by a task while it runs.
pub(crate) struct Running(Tasks);

impl Tasks {
    pub(crate) fn enter(&self) -> Running {
        self.inner.running.set(self.inner.running.get() + 1);
        Running(self.clone())
    }

    /// Ready when no task runs.
    pub(crate) async fn idle(&self) {
        while self.inner.running.get() > 0 {
            self.inner.idle.notified().await;
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let inner = &self.0.inner;
        inner.running.set(inner.running.get() - 1);
        if inner.running.get() == 0 {
            inner.idle.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_run_out_and_come_back() {
        let slots = Slots::new(2);
        let (first, second) = (slots.take(), slots.take());
        assert!(first.is_some() && second.is_some() && slots.take().is_none());
        drop(first);
        assert_eq!(slots.taken(), 1);
        assert!(slots.take().is_some());
    }
}
