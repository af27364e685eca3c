//! Actions: work that a handler starts and that runs off the session loop.
//!
//! Invariants: at most one run of an action is under way; what a call during it means is the action's policy, chosen when
//! it is made. A rejected call is no failure: it is answered to the caller and counted, and touches no state.
//! Deliberately absent: retries, and runs side by side. Two that may run side by side are two actions.

use std::collections::VecDeque;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use super::bound::{HandedOn, OffLoop, StateValue};
use super::context::{Allocate, Read, Setup, Tx, Write};
use super::limits;
use super::node::NodeId;
use super::owner::Owner;
use super::phase::OnTheSessionLoop;
use super::run::{ActionNode, OnDone, Policy, WorkFn, take_call};
use super::signal::{handle, read_whole};
use super::store::Store;
use super::task::Deadline;
use super::work::Work;
use crate::Error;

/// How the last run of an action has ended, or that it has not.
///
/// ```
/// # use vango_runtime::reactive::ActionState;
/// fn status(state: &ActionState<u64>) -> String {
///     match state {
///         ActionState::Idle => String::new(),
///         ActionState::Running => "saving …".to_owned(),
///         ActionState::Done(id) => format!("saved as number {id}"),
///         ActionState::Failed(error) => format!("not saved: {error}"),
///     }
/// }
/// ```
#[derive(Debug)]
pub enum ActionState<T> {
    /// It has never run, or was cancelled or reset since.
    Idle,
    /// It runs.
    Running,
    /// The last run has ended with this.
    Done(T),
    /// The last run has failed.
    Failed(Error),
}

impl<T> ActionState<T> {
    /// The result of the last run, when it was done.
    pub fn done(&self) -> Option<&T> {
        match self {
            Self::Done(value) => Some(value),
            Self::Idle | Self::Running | Self::Failed(_) => None,
        }
    }

    /// The error of the last run, when it has failed.
    pub fn failure(&self) -> Option<&Error> {
        match self {
            Self::Failed(error) => Some(error),
            Self::Idle | Self::Running | Self::Done(_) => None,
        }
    }
}

/// Why a call of [`Action::run`] has started and queued nothing.
///
/// ```
/// # use vango_runtime::reactive::{Action, Rejection, Signal, Tx};
/// fn save(tx: &mut Tx, save: Action<String, u64>, text: String, notice: Signal<&'static str>) {
///     match save.run(tx, text) {
///         Ok(()) => notice.set(tx, ""),
///         Err(Rejection::Running) => notice.set(tx, "one moment, please"),
///         Err(_) => notice.set(tx, "too much at once"),
///     }
/// }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rejection {
    /// The action drops calls while it runs, and it runs.
    Running,
    /// As many calls wait as the action's queue may hold.
    QueueFull,
    /// The session has as many loaders and actions under way as it may.
    TooManyTasks,
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Running => "the action is running already",
            Self::QueueFull => "the action has as many calls waiting as it may",
            Self::TooManyTasks => {
                "this session has as much work under way as it may; try again when some of it is done"
            }
        })
    }
}

impl std::error::Error for Rejection {}

/// Work that handlers start. `Copy`.
///
/// ```
/// # use vango_runtime::reactive::{ActionState, Checked, Setup, Tx};
/// # use vango_runtime::Error;
/// # struct Notes;
/// # impl Notes { async fn add(&self, text: &str) -> Result<u64, Error> { Ok(text.len() as u64) } }
/// fn setup(cx: &mut Setup<'_, Checked>) {
///     let draft = cx.signal(String::new());
///     let save = cx
///         .action(|work, text: String| async move { work.service::<Notes>().add(&text).await })
///         .on_done(move |tx, result| {
///             if result.is_ok() {
///                 draft.get_mut(tx).clear();
///             }
///         })
///         .drop_while_running();
///     let click = move |tx: &mut Tx| {
///         let text = draft.get(tx).clone();
///         save.run(tx, text)
///     };
///     let failed = cx.memo(move |r| matches!(save.get(r), ActionState::Failed(_)));
/// }
/// ```
pub struct Action<A, T> {
    id: NodeId,
    of: PhantomData<fn() -> (A, T)>,
    _stays: OnTheSessionLoop,
}
handle!(Action<A, T>);

impl<A: Send + 'static, T: Send + 'static> Action<A, T> {
    /// Runs the action with `argument`, off the session loop, once this turn is over.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    ///
    /// # Errors
    /// A [`Rejection`] when the action's policy or the session's bound on work refuses the call. Nothing has happened then,
    /// other than that [`Action::rejections`] has counted it.
    pub fn run<C: Write>(self, tx: &mut C, argument: A) -> Result<(), Rejection> {
        let store = tx.store_mut();
        let taken = take_call::<A, T>(store, self.id, argument);
        if taken.is_err() {
            self.write(store).rejections += 1;
        }
        taken
    }

    /// How the last run has ended, or that it has not; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    pub fn get<C: Read>(self, cx: &C) -> &ActionState<T> {
        &self.node(cx).state
    }

    /// Whether a run is under way; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    pub fn is_running<C: Read>(self, cx: &C) -> bool {
        self.node(cx).running.is_some()
    }

    /// Calls that were rejected since the action was made or reset; tracked when `cx` is a [`Render`](super::Render).
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    pub fn rejections<C: Read>(self, cx: &C) -> u64 {
        self.node(cx).rejections
    }

    /// Cancels the run under way and forgets the calls that wait. Its answer, should it come, is dropped; what it has done
    /// elsewhere stands.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    pub fn cancel<C: Write>(self, tx: &mut C) {
        let store = tx.store_mut();
        if self.node_of(store).running.is_some() {
            let node = self.write(store);
            node.running = None;
            node.state = ActionState::Idle;
            let waiting = std::mem::take(&mut node.waiting);
            drop(waiting);
        }
    }

    /// As [`Action::cancel`], and forgets how the last run ended and the rejections.
    ///
    /// Panics with [`StaleHandle`](super::StaleHandle) when the action's component has left the page.
    pub fn reset<C: Write>(self, tx: &mut C) {
        self.cancel(tx);
        let node = self.write(tx.store_mut());
        // So that a run whose handler is running just now leaves no state.
        node.run += 1;
        node.rejections = 0;
        node.state = ActionState::Idle;
    }

    fn node<C: Read>(self, cx: &C) -> &ActionNode<A, T> {
        read_whole(cx, self.id, std::any::type_name::<Self>)
    }

    fn node_of(self, store: &Store) -> &ActionNode<A, T> {
        store.value(self.id, std::any::type_name::<Self>)
    }

    fn write(self, store: &mut Store) -> &mut ActionNode<A, T> {
        store.write(self.id, std::any::type_name::<Self>)
    }
}

/// An action that is being made: say what becomes of calls while it runs.
#[must_use = "an action needs its policy: end with `.drop_while_running()`, `.cancel_latest()` or `.queue(n)`"]
pub struct ActionBuilder<'c, A, T> {
    store: &'c mut Store,
    owner: Owner,
    work: WorkFn<A, T>,
    on_done: Option<OnDone<T>>,
    deadline: Deadline,
    at: &'static Location<'static>,
}

impl<A: Send + 'static, T: Send + 'static> ActionBuilder<'_, A, T> {
    /// Runs `body` when a run has ended by itself, well or not: a transaction. Not after a cancelled run.
    ///
    /// The run is over then: `body` may start the action again. [`Action::get`] shows the result after it.
    pub fn on_done(mut self, body: impl Fn(&mut Tx<'_>, &Result<T, Error>) + 'static) -> Self {
        self.on_done = Some(Rc::new(body));
        self
    }

    /// Fails a run that takes longer than `limit`, instead of the server's limit for tasks.
    pub fn deadline(mut self, limit: Duration) -> Self {
        self.deadline = Deadline::After(limit);
        self
    }

    /// A call while the action runs is rejected: for what must not be sent twice.
    pub fn drop_while_running(self) -> Action<A, T> {
        self.finish(Policy::DropWhileRunning)
    }

    /// A call while the action runs cancels the run and takes its place: for what only the newest input matters.
    pub fn cancel_latest(self) -> Action<A, T> {
        self.finish(Policy::CancelLatest)
    }

    /// Calls while the action runs wait, up to `waiting_max` of them (at most 1,024), and run one after the other in order.
    pub fn queue(self, waiting_max: usize) -> Action<A, T> {
        let waiting_max = waiting_max.min(limits::ACTION_QUEUE_MAX);
        self.finish(Policy::Queue { waiting_max })
    }

    fn finish(self, policy: Policy) -> Action<A, T> {
        let node = ActionNode {
            state: ActionState::Idle,
            running: None,
            waiting: VecDeque::new(),
            run: 0,
            rejections: 0,
            work: self.work,
            on_done: self.on_done,
            policy,
            deadline: self.deadline,
            at: self.at,
        };
        Action::new(self.store.allocate(self.owner, Box::new(node)))
    }
}

impl<A, T> fmt::Debug for ActionBuilder<'_, A, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ActionBuilder(at {})", self.at)
    }
}

impl<Phase> Setup<'_, Phase> {
    /// Makes an action: `work` runs off the session loop whenever a handler calls [`Action::run`].
    ///
    /// Say next what becomes of calls while it runs: `.drop_while_running()`, `.cancel_latest()` or `.queue(n)`. What
    /// `work` captures is `Send + Sync`, so no handle: the argument hands it what it needs. `?` turns any error into the
    /// [`Error`] that it fails with.
    ///
    /// ```
    /// # use vango_runtime::reactive::{Checked, Setup};
    /// fn setup(cx: &mut Setup<'_, Checked>) {
    ///     let parse = cx
    ///         .action(|_work, text: String| async move {
    ///             let number: u32 = text.trim().parse()?;
    ///             Ok(number)
    ///         })
    ///         .drop_while_running();
    /// }
    /// ```
    #[track_caller]
    pub fn action<A, T, F, Fut>(&mut self, work: F) -> ActionBuilder<'_, A, T>
    where
        Self: Allocate,
        A: HandedOn + 'static,
        T: StateValue + 'static,
        F: Fn(Work, A) -> Fut + OffLoop + 'static,
        Fut: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let work = Arc::new(work);
        ActionBuilder {
            store: &mut self.store,
            owner: self.owner,
            work: Arc::new(move |context, argument| {
                let work = Arc::clone(&work);
                // The work's own code up to its first `.await` runs in the task, too.
                Box::pin(async move { work(context, argument).await })
            }),
            on_done: None,
            deadline: Deadline::Default,
            at: Location::caller(),
        }
    }
}
