//! Loaders: when a resource loads, and what the answer does.
//!
//! Invariants:
//! - A resource is two nodes: the loader, whose formula is the key, and the state (see `load`). A changed key is thus no
//!   change of the state until the state changes.
//! - A load starts when the key has changed since the last start, or on demand, and when there is a free place; what it
//!   replaces is cancelled at once, and its answer is known by its run number and dropped.
//! - `start_loads` writes a state only when the state differs, so that rounds of renders end.
//!
//! Deliberately absent: running loads (see `task`).

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

use super::context::Render;
use super::fault::{Panicked, panic_message};
use super::graph::{Computed, Formula, Outcome, Pull};
use super::held::allocated;
use super::load::{Change, ChangeState, LoadNode, Reason, change_state};
use super::memo::{Compute, Values};
use super::node::{NodeId, NodeValue};
use super::owner::Owner;
use super::resource::Resource;
use super::store::Store;
use super::task::{Deadline, DueLoad, Job, Running, TaskFailure, TaskFuture};
use super::work::Work;
use crate::Error;

/// A loader's closure with its types of future and error erased.
type LoadFn<K, T> = Arc<dyn Fn(Work, K) -> TaskFuture<T> + Send + Sync>;

/// See the module's documentation.
pub(super) struct Loader<K, T> {
    formula: Formula,
    values: Values<K>,
    compute: Compute<K>,
    load: LoadFn<K, T>,
    state: NodeId,
    order: u64,
    /// The revision of the key for which the last load was started.
    started_at: Option<u64>,
    wish: Wish,
    run: u64,
    running: Option<Running>,
}

/// Whether a load for the same key was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    None,
    Refresh,
}

impl<K: PartialEq, T> Loader<K, T> {
    pub(super) fn new(
        order: u64,
        at: &'static Location<'static>,
        compute: Compute<K>,
        load: LoadFn<K, T>,
        state: NodeId,
    ) -> Self {
        Self {
            formula: Formula::new(at),
            values: Values::new(),
            compute,
            load,
            state,
            order,
            started_at: None,
            wish: Wish::None,
            run: 0,
            running: None,
        }
    }
}

/// A loader, without its types.
pub(super) trait LoaderNode {
    fn order(&self) -> u64;
    /// Whether a load is to start, when the key has last changed at this revision.
    fn reason(&self, changed_at: u64) -> Option<Reason>;
    fn wish_refresh(&mut self);
    /// Cancels the load under way.
    fn stop(&mut self);
    /// Notes that a load starts for the key of this revision; gives what starts it.
    fn start(&mut self, id: NodeId, changed_at: u64) -> StartLoad;
    fn set_running(&mut self, running: Running);
    /// Whether the answer of run `run` is wanted; it is, once.
    fn finish(&mut self, run: u64) -> bool;
    fn state(&self) -> (NodeId, ChangeState);
}

/// Queues a load.
type StartLoad = Box<dyn FnOnce(&mut Store) -> Running>;

impl<K, T> LoaderNode for Loader<K, T>
where
    K: PartialEq + Clone + Send + 'static,
    T: Send + 'static,
{
    fn order(&self) -> u64 {
        self.order
    }

    fn reason(&self, changed_at: u64) -> Option<Reason> {
        match (self.started_at, self.wish) {
            (Some(started_at), Wish::Refresh) if started_at >= changed_at => Some(Reason::Refresh),
            (Some(started_at), Wish::None) if started_at >= changed_at => None,
            _ => Some(Reason::Key),
        }
    }

    fn wish_refresh(&mut self) {
        self.wish = Wish::Refresh;
    }

    fn stop(&mut self) {
        self.running = None;
    }

    fn start(&mut self, id: NodeId, changed_at: u64) -> StartLoad {
        self.started_at = Some(changed_at);
        self.wish = Wish::None;
        self.run += 1;
        let job = Job {
            name: "resource",
            at: self.formula.location(),
            deadline: Deadline::Default,
            node: id,
            run: self.run,
            complete: finish_load::<T>,
        };
        let (key, load) = (self.values.get().clone(), Arc::clone(&self.load));
        Box::new(move |store| store.queue_task(job, move |work| load(work, key)))
    }

    fn set_running(&mut self, running: Running) {
        self.running = Some(running);
    }

    fn finish(&mut self, run: u64) -> bool {
        self.run == run && self.running.take().is_some()
    }

    fn state(&self) -> (NodeId, ChangeState) {
        (self.state, change_state::<T>)
    }
}

impl<K: PartialEq + 'static, T: 'static> Computed for Loader<K, T> {
    fn formula(&self) -> &Formula {
        &self.formula
    }
    fn compute(&self, r: &mut Render<'_>) -> Outcome {
        self.values.accept((self.compute)(r))
    }
    fn promote(&mut self) {
        self.values.promote();
    }
}

impl<K, T> NodeValue for Loader<K, T>
where
    K: PartialEq + Clone + Send + 'static,
    T: Send + 'static,
{
    fn computed(&self) -> Option<&dyn Computed> {
        Some(self)
    }
    fn computed_mut(&mut self) -> Option<&mut dyn Computed> {
        Some(self)
    }
    fn loader(&self) -> Option<&dyn LoaderNode> {
        Some(self)
    }
    fn loader_mut(&mut self) -> Option<&mut dyn LoaderNode> {
        Some(self)
    }
    fn memory_bytes(&self) -> usize {
        let closures = allocated(size_of_val(&*self.compute)) + allocated(size_of_val(&*self.load));
        size_of::<Self>() + closures + self.formula.memory_bytes()
    }
}

/// The answer of a load has come.
fn finish_load<T: Send + 'static>(
    store: &mut Store,
    id: NodeId,
    run: u64,
    result: Result<T, Error>,
    _now_ms: u64,
) {
    let Some(loader) = store.loader_mut(id) else {
        return;
    };
    if loader.finish(run) {
        let (state, _) = loader.state();
        let name: fn() -> &'static str = std::any::type_name::<Resource<T>>;
        store.write::<LoadNode<T>>(state, name).end(result);
    }
}

/// What one call of [`Store::start_loads`] did.
#[derive(Debug, Default)]
pub(crate) struct LoadsRun {
    /// Loads that were queued.
    pub(crate) started: u32,
    /// Resources that wait for a free place.
    pub(crate) waiting: usize,
    /// The resources whose keys' closures panicked. Such a resource has failed, and is due again when
    /// something that the closure has read changes.
    pub(crate) panics: Vec<Panicked>,
}

/// What is to be done about a loader.
enum Step {
    Nothing,
    Start {
        reason: Reason,
        changed_at: u64,
    },
    /// The key's closure has panicked, with this message.
    KeyPanicked(String),
}

impl Store {
    pub(super) fn allocate_loader<K, T>(
        &mut self,
        owner: Owner,
        loader: Loader<K, T>,
        state: NodeId,
    ) where
        K: PartialEq + Clone + Send + 'static,
        T: Send + 'static,
    {
        let order = loader.order;
        let id = self.allocate(owner, Box::new(loader));
        let name: fn() -> &'static str = std::any::type_name::<Resource<T>>;
        self.value_mut::<LoadNode<T>>(state, name).set_loader(id);
        self.tasks.list(order, id);
    }

    pub(super) fn refresh_load(&mut self, id: NodeId) {
        if let Some(loader) = self.loader_mut(id) {
            loader.wish_refresh();
            let order = loader.order();
            self.tasks.list(order, id);
        }
    }

    /// Evaluates the keys of new resources and of those that a write has reached, cancels loads that are outdated, and
    /// queues the ones that are due, as many as may be under way. Call it before a page is rendered and after each commit;
    /// then [`Store::take_tasks`] at the end of the turn.
    pub(crate) fn start_loads(&mut self) -> LoadsRun {
        self.propagate();
        let mut run = LoadsRun::default();
        if self.tasks.peek().is_none_or(|tasks| tasks.due.is_empty()) {
            return run;
        }
        let mut due = std::mem::take(&mut self.tasks.due);
        due.sort_unstable();
        due.dedup();
        for DueLoad { order, id } in due {
            match self.load_step(id) {
                Step::Nothing => {}
                Step::KeyPanicked(message) => {
                    self.fail_load(id);
                    let at = self.loader_location(id);
                    run.panics.extend(at.map(|at| Panicked { at, message }));
                }
                Step::Start { reason, changed_at } => {
                    match self.begin_load(id, reason, changed_at) {
                        Some(()) => run.started += 1,
                        None => self.tasks.list(order, id),
                    }
                }
            }
        }
        run.waiting = self.tasks.due.len();
        self.settle();
        run
    }

    /// Whether a resource has never been ready or failed: a page may want to wait for it.
    pub(crate) fn is_loading(&self) -> bool {
        let tasks = self.tasks.peek();
        tasks.is_some_and(|tasks| tasks.first_loads.count() > 0)
    }

    fn load_step(&mut self, id: NodeId) -> Step {
        if self.loader_mut(id).is_none() {
            return Step::Nothing;
        }
        // A formula restores its node when it unwinds, so nothing is left half-way.
        let refreshed = catch_unwind(AssertUnwindSafe(|| self.refresh(id.index, Pull::Check)));
        self.settle();
        if let Err(payload) = refreshed {
            return Step::KeyPanicked(panic_message(&*payload));
        }
        let node = &self.nodes[id.index as usize];
        let changed_at = node.changed_at.get();
        let value = node.value.as_ref();
        let is_valid = value
            .and_then(|value| value.computed())
            .is_some_and(|key| key.formula().is_valid());
        let reason = value
            .and_then(|value| value.loader())
            .and_then(|loader| loader.reason(changed_at));
        match reason {
            Some(reason) if is_valid => Step::Start { reason, changed_at },
            _ => Step::Nothing,
        }
    }

    /// Starts the load; `None` when there is no place for it yet. What it replaces is cancelled in either case.
    fn begin_load(&mut self, id: NodeId, reason: Reason, changed_at: u64) -> Option<()> {
        let loader = self.loader_mut(id)?;
        loader.stop();
        let (state, change_state) = loader.state();
        change_state(self, state, Change::Begin(reason));
        if !self.may_start_task() {
            return None;
        }
        let start = self.loader_mut(id)?.start(id, changed_at);
        let running = start(self);
        self.loader_mut(id)?.set_running(running);
        Some(())
    }

    fn fail_load(&mut self, id: NodeId) {
        let Some(loader) = self.loader_mut(id) else {
            return;
        };
        loader.stop();
        let (state, change_state) = loader.state();
        change_state(self, state, Change::Fail(TaskFailure::KeyPanicked.into()));
    }

    fn loader_location(&self, id: NodeId) -> Option<&'static Location<'static>> {
        let value = self.live(id)?.value.as_ref()?;
        Some(value.computed()?.formula().location())
    }

    fn loader_mut(&mut self, id: NodeId) -> Option<&mut dyn LoaderNode> {
        self.live(id)?;
        self.nodes[id.index as usize].value.as_mut()?.loader_mut()
    }
}
