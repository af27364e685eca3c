//! Tasks: work for the driver to run off the session loop, and how its answer comes back.
//!
//! Invariants:
//! - A task is only queued here. It starts when the session hands it to the driver at the end of the turn, so a turn that
//!   is discarded has started nothing.
//! - Who wants the answer holds a [`Running`]; when that is dropped (another key, the component or the session gone) the
//!   task is cancelled and its place is free. A late answer is told by its run number and vanishes.
//!
//! Deliberately absent: an executor, and catching panics and deadlines. The driver does both and calls `on_failure`.

use std::cell::Cell;
use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::cancel::{Cancel, CancelOnDrop, UntilCancelled};
use super::inbox::{Entry, Inbox};
use super::node::{Node, NodeId};
use super::store::Store;
use super::work::Work;
use crate::Error;

/// Work that the driver polls off the session loop until it is done or cancelled.
pub(crate) struct Task {
    /// What it is: `"resource"`, `"action"` or `"stream"`.
    pub(crate) name: &'static str,
    /// Where its resource, action or stream was made.
    pub(crate) location: &'static Location<'static>,
    pub(crate) deadline: Deadline,
    /// Puts its answer into the store's inbox itself. It is ready at once after `cancel`.
    pub(crate) future: Pin<Box<dyn Future<Output = ()> + Send>>,
    /// Tell it the time that is left with [`Cancel::count_down`] when there is a deadline.
    pub(crate) cancel: Cancel,
    /// To be called, instead of polling the future again, when it has panicked or its time is over.
    pub(crate) on_failure: Box<dyn FnOnce(TaskFailure) + Send>,
}

impl fmt::Debug for Task {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Task")
            .field("name", &self.name)
            .field("location", &self.location)
            .field("deadline", &self.deadline)
            .finish_non_exhaustive()
    }
}

/// How long a task may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deadline {
    /// As long as the driver grants to any.
    Default,
    /// So long from its start.
    After(Duration),
    /// As long as its component is there: a stream.
    None,
}

/// Why a task has no answer of its own. A resource or action fails with it as the [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TaskFailure {
    /// It panicked. The panic's text is in the log, not here: it may say what users are not to know.
    Panicked,
    /// It took longer than it may.
    DeadlineExceeded,
    /// The closure that computes a resource's key panicked; nothing was loaded.
    KeyPanicked,
}

impl fmt::Display for TaskFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Panicked | Self::KeyPanicked => "the work failed unexpectedly",
            Self::DeadlineExceeded => "the work took too long",
        })
    }
}

impl std::error::Error for TaskFailure {}

/// The future of a loader's or action's work, with its type erased.
pub(super) type TaskFuture<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Applies the answer of run number `u64` to the node.
pub(super) type Complete<T> = fn(&mut Store, NodeId, u64, Result<T, Error>, u64);

/// Who asks for work, and what is to happen with the answer.
pub(super) struct Job<T> {
    pub(super) name: &'static str,
    pub(super) at: &'static Location<'static>,
    pub(super) deadline: Deadline,
    pub(super) node: NodeId,
    pub(super) run: u64,
    pub(super) complete: Complete<T>,
}

/// A task that is wanted; dropping it cancels the task.
pub(super) struct Running {
    _cancel: CancelOnDrop,
    _permit: Permit,
}

/// Where a task's answer goes.
struct Reply<T> {
    inbox: Arc<Inbox>,
    at: &'static Location<'static>,
    node: NodeId,
    run: u64,
    complete: Complete<T>,
}

impl<T: Send + 'static> Reply<T> {
    fn send(&self, result: Result<T, Error>) {
        let (complete, node, run) = (self.complete, self.node, self.run);
        self.inbox.push(Entry::Answer {
            at: self.at,
            apply: Box::new(move |store, now_ms| complete(store, node, run, result, now_ms)),
        });
    }
}

/// Counts what is there, by the permits that are held.
#[derive(Default)]
pub(super) struct Gauge(Option<Rc<Cell<usize>>>);

impl Gauge {
    pub(super) fn count(&self) -> usize {
        self.0.as_ref().map_or(0, |count| count.get())
    }

    pub(super) fn enter(&mut self) -> Permit {
        let count = self.0.get_or_insert_default();
        count.set(count.get() + 1);
        Permit(Rc::clone(count))
    }
}

/// One that its [`Gauge`] counts, until it is dropped.
pub(super) struct Permit(Rc<Cell<usize>>);

impl Drop for Permit {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// The tasks of a store, and the resources that may have to load.
#[derive(Default)]
pub(super) struct Tasks {
    queued: Vec<Task>,
    /// Loaders and actions under way.
    pub(super) running: Gauge,
    /// Resources that have never been ready or failed.
    pub(super) first_loads: Gauge,
    pub(super) streams: Gauge,
    /// Loaders that a write has reached, that are new, or that wait for a free place.
    pub(super) due: Vec<DueLoad>,
    orders: u64,
}

/// A loader, in the order in which they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DueLoad {
    pub(super) order: u64,
    pub(super) id: NodeId,
}

impl Tasks {
    pub(super) fn push(&mut self, task: Task) {
        self.queued.push(task);
    }

    /// A loader may have to load.
    pub(super) fn list(&mut self, order: u64, id: NodeId) {
        self.due.push(DueLoad { order, id });
    }

    /// A number that is higher than those of all loaders before.
    pub(super) fn next_order(&mut self) -> u64 {
        self.orders += 1;
        self.orders
    }

    pub(super) fn forget_freed(&mut self, nodes: &[Node]) {
        self.due.retain(|due| {
            let node = &nodes[due.id.index as usize];
            node.generation == due.id.generation && node.value.is_some()
        });
    }

    pub(super) fn memory_bytes(&self) -> usize {
        self.queued.capacity() * size_of::<Task>() + self.due.capacity() * size_of::<DueLoad>()
    }
}

impl Store {
    /// The tasks that are to start, in the order in which they were asked for; some may be cancelled already, and dropping
    /// those runs destructors of the application. Call it at the end of a turn that stands.
    pub(crate) fn take_tasks(&mut self) -> Vec<Task> {
        self.tasks.take_some(|tasks| &mut tasks.queued)
    }

    /// Whether another loader or action may start now.
    pub(super) fn may_start_task(&self) -> bool {
        let running = self.tasks.peek().map_or(0, |tasks| tasks.running.count());
        running < self.tasks_max
    }

    /// Queues a task. `work` itself runs off the loop too: it may be slow before its first `.await`.
    pub(super) fn queue_task<T: Send + 'static>(
        &mut self,
        job: Job<T>,
        work: impl FnOnce(Work) -> TaskFuture<T> + Send + 'static,
    ) -> Running {
        let cancel = Cancel::default();
        let context = Work::new(Arc::clone(&self.services), cancel.clone());
        let reply = Arc::new(Reply {
            inbox: self.inbox(),
            at: job.at,
            node: job.node,
            run: job.run,
            complete: job.complete,
        });
        let failed = Arc::clone(&reply);
        let future = async move {
            let result = work(context).await;
            reply.send(result);
        };
        self.tasks.push(Task {
            name: job.name,
            location: job.at,
            deadline: job.deadline,
            future: Box::pin(UntilCancelled::new(&cancel, future)),
            cancel: cancel.clone(),
            on_failure: Box::new(move |failure| failed.send(Err(failure.into()))),
        });
        Running {
            _cancel: CancelOnDrop::new(cancel),
            _permit: self.tasks.running.enter(),
        }
    }
}
