//! Effects: a tracked dependency closure, and a body that runs after commit when its value has changed.
//!
//! Invariants:
//! - The dependency closure is a formula like a memo's: equal values do not run the body.
//! - A run goes through the due effects once, in creation order; what their writes make due waits for the next run, so
//!   that the session can bound the number of runs in a turn.
//! - A cleanup runs once: before the next body, or when the owner is disposed of, while its handles still open.
//!
//! Deliberately absent: deciding how often effects may run in a turn.

use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::rc::Rc;

use super::context::{Render, Tx};
use super::fault::{Panicked, panic_message};
use super::graph::{Computed, Formula, Outcome, Pull};
use super::held::allocated;
use super::limits;
use super::memo::{Compute, Values};
use super::node::{Node, NodeId, NodeValue};
use super::owner::Owner;
use super::store::Store;
use super::twice::check_twice;
use crate::watch::{Step, timed};

/// What an effect's body leaves to be done before it runs again or when its component leaves the page.
pub(super) type Cleanup = Box<dyn FnOnce(&mut Tx<'_>)>;

/// Whether the body runs with the first value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstRun {
    Run,
    Skip,
}

impl Store {
    /// Allocates an effect, which is started by the next [`Store::start_effects`].
    pub(super) fn allocate_effect<W: PartialEq + 'static>(
        &mut self,
        owner: Owner,
        at: &'static Location<'static>,
        first: FirstRun,
        compute: Compute<Rc<W>>,
        body: Body<W>,
    ) {
        let order = self.effects.next_order;
        self.effects.next_order += 1;
        let node = Effect::<W> {
            owner,
            formula: Formula::new(at),
            values: Values::new(),
            compute,
            body,
            cleanup: None,
            ran_at: None,
            first,
            order,
        };
        let id = self.allocate(owner, Box::new(node));
        self.effects.unstarted.push(Due { order, id });
    }
}

/// What one call of [`Store::run_effects`] or [`Store::start_effects`] did.
#[derive(Debug, Default)]
pub(crate) struct EffectsRun {
    /// Bodies that ran.
    pub(crate) ran: u32,
    /// Effects that the budget left for the next call.
    pub(crate) left: usize,
    /// The effects whose dependency closures panicked. Such an effect did not run, and is due again when an input changes.
    pub(crate) panics: Vec<Panicked>,
}

/// Effects that trigger themselves or each other: where those were made whose bodies wrote something while it was looked
/// for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct EffectCycle {
    /// Each place once, in the order of the first run, at most [`limits::EFFECTS_NAMED_MAX`].
    pub(crate) effects: Vec<&'static Location<'static>>,
    /// Whether there were others.
    pub(crate) has_more: bool,
    /// Who made the effects, in that order.
    pub(crate) owners: Vec<Owner>,
}

impl EffectCycle {
    fn note(&mut self, at: &'static Location<'static>, owner: Owner) {
        if self.effects.contains(&at) {
            return;
        }
        if self.effects.len() == limits::EFFECTS_NAMED_MAX {
            self.has_more = true;
            return;
        }
        self.effects.push(at);
        self.owners.push(owner);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Due {
    order: u64,
    id: NodeId,
}

/// The effects of a store that have something to do.
#[derive(Default)]
pub(super) struct Effects {
    next_order: u64,
    /// Reached by a write; whether their values have changed is not yet known.
    due: Vec<Due>,
    /// Never run.
    unstarted: Vec<Due>,
    /// Present while it is looked for what keeps the effects going.
    watch: Option<EffectCycle>,
}

impl Effects {
    pub(super) fn list(&mut self, order: u64, id: NodeId) {
        self.due.push(Due { order, id });
    }

    #[cfg(test)]
    pub(super) fn has_due(&self) -> bool {
        !self.due.is_empty()
    }

    pub(super) fn forget_freed(&mut self, nodes: &[Node]) {
        let live = |due: &Due| {
            let node = &nodes[due.id.index as usize];
            node.generation == due.id.generation && node.value.is_some()
        };
        self.due.retain(live);
        self.unstarted.retain(live);
    }
}

/// An effect, without the type of its value.
pub(super) trait EffectNode {
    fn order(&self) -> u64;
    /// Whose it is.
    fn owner(&self) -> Owner;
    /// The revision of the value that the body saw last; `None` before the first run.
    fn ran_at(&self) -> Option<u64>;
    /// Notes that the value of revision `changed_at` is seen; gives what is to run with it, if anything is.
    fn start_run(&mut self, changed_at: u64) -> Option<Run>;
    fn set_cleanup(&mut self, cleanup: Option<Cleanup>);
    fn take_cleanup(&mut self) -> Option<Cleanup>;
}

/// An effect's dependency closure panicked, with this message.
struct FormulaPanicked(String);

/// What became of an effect whose value has changed.
enum Ran {
    Body,
    /// It has only noted its first value.
    Nothing,
}

/// A body with its value, out of the store's way.
type Run = Box<dyn FnOnce(&mut Tx<'_>) -> Option<Cleanup>>;

pub(super) type Body<W> = Rc<dyn Fn(&mut Tx<'_>, &W) -> Option<Cleanup>>;

struct Effect<W> {
    owner: Owner,
    formula: Formula,
    values: Values<Rc<W>>,
    compute: Compute<Rc<W>>,
    body: Body<W>,
    cleanup: Option<Cleanup>,
    ran_at: Option<u64>,
    first: FirstRun,
    order: u64,
}

impl<W: PartialEq + 'static> EffectNode for Effect<W> {
    fn order(&self) -> u64 {
        self.order
    }
    fn owner(&self) -> Owner {
        self.owner
    }
    fn ran_at(&self) -> Option<u64> {
        self.ran_at
    }
    fn start_run(&mut self, changed_at: u64) -> Option<Run> {
        let is_first = self.ran_at.replace(changed_at).is_none();
        if is_first && self.first == FirstRun::Skip {
            return None;
        }
        let (value, body) = (Rc::clone(self.values.get()), Rc::clone(&self.body));
        Some(Box::new(move |tx| body(tx, &value)))
    }
    fn set_cleanup(&mut self, cleanup: Option<Cleanup>) {
        self.cleanup = cleanup;
    }
    fn take_cleanup(&mut self) -> Option<Cleanup> {
        self.cleanup.take()
    }
}

impl<W: PartialEq + 'static> Computed for Effect<W> {
    fn formula(&self) -> &Formula {
        &self.formula
    }
    fn compute(&self, r: &mut Render<'_>) -> Outcome {
        let value = (self.compute)(r);
        if cfg!(debug_assertions) {
            let (what, at) = ("what an effect depends on", self.formula.location());
            check_twice(&r.store, &value, &self.compute, what, at);
        }
        self.values.accept(value)
    }
    fn promote(&mut self) {
        self.values.promote();
    }
}

impl<W: PartialEq + 'static> NodeValue for Effect<W> {
    fn computed(&self) -> Option<&dyn Computed> {
        Some(self)
    }
    fn computed_mut(&mut self) -> Option<&mut dyn Computed> {
        Some(self)
    }
    fn effect(&self) -> Option<&dyn EffectNode> {
        Some(self)
    }
    fn effect_mut(&mut self) -> Option<&mut dyn EffectNode> {
        Some(self)
    }
    fn memory_bytes(&self) -> usize {
        let closures = allocated(size_of_val(&*self.compute)) + allocated(size_of_val(&*self.body));
        size_of::<Self>() + closures + size_of::<W>() + self.formula.memory_bytes()
    }
}

impl Store {
    /// Runs each due effect once, in creation order, up to `budget` bodies. Call it after commit, until it has nothing
    /// to run or the turn's bound is reached; render between the calls or after them.
    pub(crate) fn run_effects(&mut self, now_ms: u64, budget: u32) -> EffectsRun {
        self.propagate();
        let due = self.effects.take_some(|effects| &mut effects.due);
        self.run_batch(due, now_ms, budget)
    }

    /// Runs each effect that has never run, in creation order, up to `budget` bodies. Call it when a page goes live and
    /// after components have mounted.
    pub(crate) fn start_effects(&mut self, now_ms: u64, budget: u32) -> EffectsRun {
        self.propagate();
        let unstarted = self.effects.take_some(|effects| &mut effects.unstarted);
        self.run_batch(unstarted, now_ms, budget)
    }

    /// From now on, notes which effects write: those that go on and on are among them.
    pub(crate) fn watch_effects(&mut self) {
        self.effects.watch = Some(EffectCycle::default());
    }

    /// What was noted since [`Store::watch_effects`].
    pub(crate) fn take_watched_effects(&mut self) -> EffectCycle {
        self.effects
            .take_some(|effects| &mut effects.watch)
            .unwrap_or_default()
    }

    /// Runs the cleanups of `owner`'s effects, then frees its nodes. For a component that leaves a live page.
    pub(crate) fn dispose_owner(&mut self, owner: Owner, now_ms: u64) {
        for cleanup in self.take_cleanups(owner) {
            cleanup(&mut Tx::new(self, now_ms));
        }
        self.free_owner(owner);
    }

    fn run_batch(&mut self, mut batch: Vec<Due>, now_ms: u64, budget: u32) -> EffectsRun {
        batch.sort_unstable();
        batch.dedup();
        let mut run = EffectsRun::default();
        for (position, due) in batch.iter().enumerate() {
            if run.ran == budget {
                let left = &batch[position..];
                run.left = left.len();
                self.put_back(left);
                break;
            }
            match self.effect_to_run(due.id) {
                Ok(Some(changed_at)) => {
                    if let Ran::Body = self.run_effect(due.id, changed_at, now_ms) {
                        run.ran += 1;
                    }
                }
                Ok(None) => {}
                Err(FormulaPanicked(message)) => {
                    let at = self.effect_location(due.id);
                    run.panics.extend(at.map(|at| Panicked { at, message }));
                }
            }
        }
        self.settle();
        run
    }

    fn put_back(&mut self, left: &[Due]) {
        for due in left {
            match self.effect_node(due.id).map(EffectNode::ran_at) {
                Some(Some(_)) => self.effects.due.push(*due),
                Some(None) => self.effects.unstarted.push(*due),
                None => {}
            }
        }
    }

    /// The revision of the value with which the effect's body is to run, if it is to run.
    fn effect_to_run(&mut self, id: NodeId) -> Result<Option<u64>, FormulaPanicked> {
        if self.effect_node(id).is_none() {
            return Ok(None);
        }
        // A formula restores its node when it unwinds, so nothing is left half-way.
        catch_unwind(AssertUnwindSafe(|| self.refresh(id.index, Pull::Check)))
            .map_err(|payload| FormulaPanicked(panic_message(&*payload)))?;
        self.settle();
        let node = &self.nodes[id.index as usize];
        let value = node.value.as_ref();
        let usable = value
            .and_then(|value| value.computed())
            .is_some_and(|computed| computed.formula().is_valid());
        let ran_at = value
            .and_then(|value| value.effect())
            .and_then(EffectNode::ran_at);
        let changed_at = node.changed_at.get();
        Ok((usable && ran_at.is_none_or(|ran_at| changed_at > ran_at)).then_some(changed_at))
    }

    fn run_effect(&mut self, id: NodeId, changed_at: u64, now_ms: u64) -> Ran {
        let Some(effect) = self.effect_node_mut(id) else {
            return Ran::Nothing;
        };
        let Some(run) = effect.start_run(changed_at) else {
            return Ran::Nothing;
        };
        let (cleanup, before) = (effect.take_cleanup(), self.revision);
        // Its body may dispose of it.
        let maker = self.effects.watch.as_ref();
        let maker = maker.and_then(|_| self.effect_maker(id));
        let watched = self.watch().cloned().map(|watch| {
            let at = self.effect_location(id);
            (watch, at.map_or(Step::Check, Step::Effect))
        });
        let mut tx = Tx::new(self, now_ms);
        if let Some(cleanup) = cleanup {
            cleanup(&mut tx);
        }
        let cleanup = timed(watched, || run(&mut tx));
        if let Some(effect) = self.effect_node_mut(id) {
            effect.set_cleanup(cleanup);
        }
        // An effect that writes nothing triggers none.
        if self.revision != before
            && let (Some(watch), Some((at, owner))) = (&mut self.effects.watch, maker)
        {
            watch.note(at, owner);
        }
        Ran::Body
    }

    /// Where the effect was made, and by whom.
    fn effect_maker(&self, id: NodeId) -> Option<(&'static Location<'static>, Owner)> {
        Some((self.effect_location(id)?, self.effect_node(id)?.owner()))
    }

    fn effect_location(&self, id: NodeId) -> Option<&'static Location<'static>> {
        Some(
            self.live(id)?
                .value
                .as_ref()?
                .computed()?
                .formula()
                .location(),
        )
    }

    fn effect_node(&self, id: NodeId) -> Option<&dyn EffectNode> {
        self.live(id)?.value.as_ref()?.effect()
    }

    fn effect_node_mut(&mut self, id: NodeId) -> Option<&mut dyn EffectNode> {
        self.live(id)?;
        self.nodes[id.index as usize].value.as_mut()?.effect_mut()
    }
}
