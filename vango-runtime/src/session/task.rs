//! Work that leaves the session: what the driver runs off the session's worker.
//!
//! Invariant: a task ends in exactly one way, and the session hears of each that it waits for: its own answer, or the
//! failure that stands for it. A panic of the work, also of its destructors, goes no further than here.
//! Deliberately absent: an executor and a clock. Whoever polls a task decides how long.

use std::fmt;
use std::future::Future;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use crate::error::drop_contained;
use crate::reactive::{self, Deadline, TaskFailure, panic_message};

/// A load, an action's work or a stream, to be polled until it is ready. Dropping it tells nobody: that is for a session
/// that is gone.
pub struct Task {
    /// `None` once it has ended.
    work: Option<reactive::Task>,
    kind: &'static str,
    place: &'static Location<'static>,
}

/// How a task has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskEnd {
    /// It has answered, or nobody wanted its answer any more.
    Done,
    /// It has panicked, with this message. What had asked for it has failed.
    Panicked(String),
}

impl Task {
    pub(super) fn new(work: reactive::Task) -> Self {
        Self {
            kind: work.name,
            place: work.location,
            work: Some(work),
        }
    }

    /// What it is: `"resource"`, `"action"` or `"stream"`.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Where its resource, action or stream was made.
    pub fn place(&self) -> &'static Location<'static> {
        self.place
    }

    /// How long it may run: its own limit, else `default`; `None` for a stream, which lives as long as its component.
    pub fn time_limit(&self, default: Duration) -> Option<Duration> {
        match self.work.as_ref()?.deadline {
            Deadline::Default => Some(default),
            Deadline::After(limit) => Some(limit),
            Deadline::None => None,
        }
    }

    /// Whether nobody wants its answer any more.
    pub(super) fn is_cancelled(&self) -> bool {
        self.work
            .as_ref()
            .is_none_or(|work| work.cancel.is_cancelled())
    }

    /// Whoever runs it has failed, and not the work: drops the work and lets its resource or action fail.
    pub fn abandon(&mut self) {
        self.fail(TaskFailure::Panicked);
    }

    /// Tells the work how it can learn the time that it has left.
    pub fn count_down(&self, remaining: impl Fn() -> Duration + Send + Sync + 'static) {
        if let Some(work) = &self.work {
            work.cancel.count_down(remaining);
        }
    }

    /// Its time is over: drops the work and lets its resource or action fail.
    pub fn give_up(&mut self) {
        self.fail(TaskFailure::DeadlineExceeded);
    }

    fn fail(&mut self, failure: TaskFailure) {
        let Some(work) = self.work.take() else { return };
        let reactive::Task {
            future,
            on_failure,
            cancel,
            ..
        } = work;
        // Code of the work that was moved elsewhere learns that nobody waits any more.
        cancel.cancel();
        drop_contained(future);
        on_failure(failure);
    }
}

impl Future for Task {
    type Output = TaskEnd;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<TaskEnd> {
        let Some(work) = &mut self.work else {
            return Poll::Ready(TaskEnd::Done);
        };
        let future = work.future.as_mut();
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(())) => {
                drop_contained(self.work.take());
                Poll::Ready(TaskEnd::Done)
            }
            Err(payload) => {
                self.fail(TaskFailure::Panicked);
                Poll::Ready(TaskEnd::Panicked(panic_message(&*payload)))
            }
        }
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        drop_contained(self.work.take());
    }
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("kind", &self.kind)
            .field("place", &self.place)
            .field("ended", &self.work.is_none())
            .finish()
    }
}
