//! Runs of actions: what a call does, and what the answer does.
//!
//! Invariants: a run is under way exactly while the node holds its [`Running`]; an answer counts only for the newest run.
//! Calls that wait start in order, each when the one before has been answered.
//! Deliberately absent: running anything (see `task`).

use std::collections::VecDeque;
use std::panic::Location;
use std::rc::Rc;
use std::sync::Arc;

use super::action::{Action, ActionState, Rejection};
use super::context::Tx;
use super::node::{NodeId, NodeValue};
use super::store::Store;
use super::task::{Deadline, Job, Running, TaskFuture};
use super::work::Work;
use crate::Error;

/// What a call means while an earlier one is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    DropWhileRunning,
    CancelLatest,
    Queue { waiting_max: usize },
}

/// An action's closure with its types of future and error erased.
pub(super) type WorkFn<A, T> = Arc<dyn Fn(Work, A) -> TaskFuture<T> + Send + Sync>;

pub(super) type OnDone<T> = Rc<dyn Fn(&mut Tx<'_>, &Result<T, Error>)>;

/// An action's state.
pub(super) struct ActionNode<A, T> {
    pub(super) state: ActionState<T>,
    pub(super) running: Option<Running>,
    pub(super) waiting: VecDeque<A>,
    pub(super) run: u64,
    pub(super) rejections: u64,
    pub(super) work: WorkFn<A, T>,
    pub(super) on_done: Option<OnDone<T>>,
    pub(super) policy: Policy,
    pub(super) deadline: Deadline,
    pub(super) at: &'static Location<'static>,
}

impl<A: 'static, T: 'static> NodeValue for ActionNode<A, T> {
    fn memory_bytes(&self) -> usize {
        let closures =
            size_of_val(&*self.work) + self.on_done.as_ref().map_or(0, |done| size_of_val(&**done));
        size_of::<Self>() + closures + self.waiting.capacity() * size_of::<A>()
    }
}

fn writable<A: 'static, T: 'static>(store: &mut Store, id: NodeId) -> &mut ActionNode<A, T> {
    store.write(id, std::any::type_name::<Action<A, T>>)
}

/// Starts, queues or rejects a call.
pub(super) fn take_call<A, T>(store: &mut Store, id: NodeId, argument: A) -> Result<(), Rejection>
where
    A: Send + 'static,
    T: Send + 'static,
{
    let may_start = store.may_start_task();
    let action = store.value_mut::<ActionNode<A, T>>(id, std::any::type_name::<Action<A, T>>);
    match (&action.running, action.policy) {
        (Some(_), Policy::DropWhileRunning) => return Err(Rejection::Running),
        (Some(_), Policy::Queue { waiting_max }) => {
            if action.waiting.len() >= waiting_max {
                return Err(Rejection::QueueFull);
            }
            action.waiting.push_back(argument);
            return Ok(());
        }
        // The place of the run that is cancelled is free for this one.
        (Some(_), Policy::CancelLatest) => action.running = None,
        (None, _) if !may_start => return Err(Rejection::TooManyTasks),
        (None, _) => {}
    }
    start::<A, T>(store, id, argument);
    Ok(())
}

fn start<A: Send + 'static, T: Send + 'static>(store: &mut Store, id: NodeId, argument: A) {
    let action = writable::<A, T>(store, id);
    action.run += 1;
    action.state = ActionState::Running;
    let job = Job {
        name: "action",
        at: action.at,
        deadline: action.deadline,
        node: id,
        run: action.run,
        complete: finish::<A, T>,
    };
    let work = Arc::clone(&action.work);
    let running = store.queue_task(job, move |context| work(context, argument));
    writable::<A, T>(store, id).running = Some(running);
}

/// The answer of a run has come: the next call that waits, the run's handler, and the new state unless another run has begun.
fn finish<A: Send + 'static, T: Send + 'static>(
    store: &mut Store,
    id: NodeId,
    run: u64,
    result: Result<T, Error>,
    now_ms: u64,
) {
    let name: fn() -> &'static str = std::any::type_name::<Action<A, T>>;
    if store.live(id).is_none() {
        return;
    }
    let action = store.value::<ActionNode<A, T>>(id, name);
    if action.run != run || action.running.is_none() {
        return;
    }
    let action = writable::<A, T>(store, id);
    action.running = None;
    action.state = ActionState::Idle;
    let on_done = action.on_done.clone();
    // Before the handler, so that what it starts cannot overtake what waits, nor take the place that has become free.
    if let Some(next) = action.waiting.pop_front() {
        start::<A, T>(store, id, next);
    }
    if let Some(on_done) = on_done {
        on_done(&mut Tx::new(store, now_ms), &result);
    }
    // The handler may have started or reset the action.
    if store.value::<ActionNode<A, T>>(id, name).run == run {
        writable::<A, T>(store, id).state = match result {
            Ok(value) => ActionState::Done(value),
            Err(error) => ActionState::Failed(error),
        };
    }
}
