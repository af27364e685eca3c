//! Where tasks run: on the app's one multi-thread runtime, beside the workers.
//!
//! Invariant: a task ends, by its answer, its panic, its deadline, its cancellation or the end of the app; of a panic and
//! a passed deadline the session is told, and operators are. A task that blocks its thread is what a deadline can't end:
//! such work belongs into `tokio::task::spawn_blocking`.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};
use tracing::Instrument;

use vango_runtime::session::{Task, TaskEnd};

use super::counter::{Cause, Counters};
use super::limits::Limits;
use super::memory::thread_bytes;
use super::report;
use super::ringer::Ringer;

/// Runs tasks on a runtime that others own; they end with it.
pub(crate) struct TaskRunner {
    runtime: Handle,
    time_limit: Duration,
    counters: Counters,
}

impl TaskRunner {
    pub(crate) fn new(runtime: Handle, limits: &Limits, counters: Counters) -> Self {
        Self {
            runtime,
            time_limit: Duration::from_millis(limits.task_deadline_ms),
            counters,
        }
    }

    /// Starts a task of the session that `ringer` wakes; its page is at `path`.
    pub(crate) fn spawn(&self, task: Task, ringer: &Arc<Ringer>, path: &str) {
        let place = task.place();
        let span = tracing::info_span!(target: report::TARGET, "task", kind = task.kind(), place = %place, page = path);
        let run = Run {
            limit: task.time_limit(self.time_limit),
            counters: self.counters.clone(),
            kind: task.kind(),
            place: place.to_string(),
        };
        let work = Metered {
            task: Some(task),
            ringer: Arc::clone(ringer),
        };
        // The handle is not needed: the session cancels the task through the task itself.
        drop(self.runtime.spawn(run.finish(work).instrument(span)));
    }
}

/// What is known of a task besides its work.
struct Run {
    limit: Option<Duration>,
    counters: Counters,
    kind: &'static str,
    place: String,
}

impl Run {
    async fn finish(self, mut work: Metered) {
        // A limit beyond the end of time is none.
        let deadline = self
            .limit
            .and_then(|limit| Instant::now().checked_add(limit));
        let end = match deadline {
            None => Some((&mut work).await),
            Some(deadline) => {
                work.count_down(deadline);
                timeout_at(deadline, &mut work).await.ok()
            }
        };
        let (cause, problem) = match end {
            Some(TaskEnd::Panicked(message)) => (Cause::TaskPanicked, message),
            Some(_) => return,
            None => {
                work.give_up();
                let limit = self.limit.unwrap_or_default();
                (
                    Cause::TaskDeadline,
                    format!("it took longer than its limit of {limit:?}"),
                )
            }
        };
        self.counters.add(self.counters.outside(), cause);
        report::task_failed(self.kind, &self.place, &problem);
    }
}

/// A task whose allocations are put on the account of its session.
struct Metered {
    /// `None` only while it is dropped.
    task: Option<Task>,
    ringer: Arc<Ringer>,
}

impl Metered {
    fn measure<R>(&mut self, action: impl FnOnce(&mut Option<Task>) -> R) -> R {
        let before = thread_bytes();
        let result = action(&mut self.task);
        self.ringer.add_task_bytes(thread_bytes() - before);
        result
    }

    fn count_down(&mut self, deadline: Instant) {
        self.measure(|task| {
            if let Some(task) = task {
                task.count_down(move || deadline.saturating_duration_since(Instant::now()));
            }
        });
    }

    fn give_up(&mut self) {
        self.measure(|task| {
            if let Some(task) = task {
                task.give_up();
            }
        });
    }
}

impl Future for Metered {
    type Output = TaskEnd;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<TaskEnd> {
        self.measure(|task| match task {
            Some(task) => Pin::new(task).poll(cx),
            None => Poll::Ready(TaskEnd::Done),
        })
    }
}

impl Drop for Metered {
    fn drop(&mut self) {
        self.measure(|task| {
            let mut task = task.take();
            // Not the work has panicked, which the task contains, but what runs it: a `tracing` subscriber, say.
            if std::thread::panicking()
                && let Some(task) = &mut task
            {
                task.abandon();
            }
        });
        // What the last poll has taken is known only now, after the answer has been looked at perhaps.
        self.ringer.wake_by_ref();
    }
}
