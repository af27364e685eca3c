//! Property test: a random graph of signals, memos and selectors under random writes, reads and commits, against a naive
//! recomputation of everything from the signals' values.
//!
//! Checked after each step: what is read equals the naive value (or panics where that does); after each commit: every
//! observer shows what a rendering would show now; nobody rendered and no memo ran whose inputs stood still.

use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::formula::{Formula, Handle, Op, Source, Value, calm_op, evaluate, formula, op};
use super::formula::{read_handle, run_formula, target};
use super::{caught, check_edges, check_empty, dirty, tx};
use crate::reactive::{Memo, Observer, Owner, Store, StoreSettings};

/// When something that may have been read changed last, in commits.
#[derive(Clone, Default)]
struct History {
    values: Vec<Value>,
    changed: Vec<usize>,
}

struct Watcher {
    observer: Observer,
    formula: Formula,
    /// How many nodes the formula may refer to.
    count: usize,
    reads: Vec<(usize, Option<i64>, Value)>,
    /// The last commit whose writes the rendering has seen whole, and the step at which it happened.
    rendered: usize,
    rendered_step: usize,
}

struct Mounted {
    owner: Owner,
    memo: Memo<i64>,
    formula: Formula,
    observer: Observer,
    shows: Value,
}

struct World {
    store: Store,
    owner: Owner,
    sources: Vec<Source>,
    handles: Vec<Handle>,
    signals: Vec<i64>,
    /// When each signal was written last, in steps.
    written: Vec<usize>,
    step: usize,
    last_commit_step: usize,
    history: History,
    watchers: Vec<Watcher>,
    mounted: [Option<Mounted>; 3],
    commit: usize,
    /// The last commit before which something was read between writes: a value may have gone there and back, which
    /// counts as a change for whoever was not there.
    tainted: usize,
    /// Memos in the order in which they ran, since last looked.
    runs: Arc<Mutex<Vec<usize>>>,
    last_run: Vec<Option<usize>>,
}

impl World {
    fn new(signals: usize, nodes: &[(bool, Formula)], watchers: &[Formula]) -> Self {
        let mut store = Store::new(StoreSettings::new(3));
        let owner = store.create_owner(None);
        let mut world = Self {
            owner,
            sources: (0..signals).map(Source::Signal).collect(),
            handles: Vec::new(),
            signals: vec![0; signals],
            written: vec![0; signals],
            step: 0,
            last_commit_step: 0,
            history: History::default(),
            watchers: Vec::new(),
            mounted: [None, None, None],
            commit: 2,
            tainted: 0,
            runs: Arc::default(),
            last_run: Vec::new(),
            store,
        };
        world.store.with_setup(owner, |cx| {
            world
                .handles
                .extend((0..signals).map(|_| Handle::Signal(cx.signal(0))));
            for (is_selector, formula) in nodes {
                let before = world.handles.clone();
                let (runs, index) = (world.runs.clone(), before.len());
                if let (true, Formula::Sum(a, _)) = (*is_selector, formula) {
                    let of = target(index, *a);
                    world.sources.push(Source::Selector(of));
                    world.handles.push(Handle::Selector(cx.selector(move |r| {
                        runs.lock().expect("no panic under the lock").push(index);
                        Some(read_handle(&*r, before[of], None)).filter(|value| *value != 0)
                    })));
                } else {
                    world.sources.push(Source::Memo(formula.clone()));
                    let formula = formula.clone();
                    world.handles.push(Handle::Memo(cx.memo(move |r| {
                        runs.lock().expect("no panic under the lock").push(index);
                        run_formula(r, &formula, &before)
                    })));
                }
            }
        });
        world.last_run = vec![None; world.handles.len()];
        world.history.values = (0..world.handles.len())
            .map(|node| world.naive(node))
            .collect();
        world.history.changed = vec![0; world.handles.len()];
        for formula in watchers {
            let observer = world.store.create_observer();
            let count = world.handles.len();
            let formula = formula.clone();
            world.watchers.push(Watcher {
                observer,
                formula,
                count,
                reads: Vec::new(),
                rendered: 1,
                rendered_step: 0,
            });
            world.show(world.watchers.len() - 1, 1);
        }
        for node in std::mem::take(&mut *world.runs.lock().expect("no panic under the lock")) {
            world.last_run[node] = Some(1);
        }
        world
    }

    fn naive(&self, node: usize) -> Value {
        match &self.sources[node] {
            Source::Signal(signal) => Ok(self.signals[*signal]),
            Source::Selector(of) => self.naive(*of),
            Source::Memo(formula) => {
                evaluate(formula, node, &mut |node, key| self.naive_read(node, key))
            }
        }
    }

    fn naive_read(&self, node: usize, key: Option<i64>) -> Value {
        let value = self.naive(node)?;
        Ok(match (key, &self.sources[node]) {
            (None, _) => value,
            // A selector over zero has nothing selected.
            (Some(key), Source::Selector(_)) => i64::from(value == key && value != 0),
            (Some(key), _) => i64::from(value == key),
        })
    }

    /// What the formula of a node or watcher reads now.
    fn naive_reads(
        &self,
        formula: &Formula,
        count: usize,
    ) -> (Value, Vec<(usize, Option<i64>, Value)>) {
        let mut reads = Vec::new();
        let value = evaluate(formula, count, &mut |node, key| {
            let value = self.naive_read(node, key);
            reads.push((node, key, value));
            value
        });
        (value, reads)
    }

    fn show(&mut self, index: usize, rendered: usize) {
        let watcher = &self.watchers[index];
        let (formula, observer, count) = (watcher.formula.clone(), watcher.observer, watcher.count);
        let handles = self.handles.clone();
        let shown = super::render(&mut self.store, observer, |r| {
            run_formula(r, &formula, &handles)
        })
        .map_err(|_| ());
        let (naive, reads) = self.naive_reads(&formula, count);
        assert_eq!(shown, naive, "a rendering shows the naive value");
        let step = self.step;
        let watcher = &mut self.watchers[index];
        (watcher.reads, watcher.rendered, watcher.rendered_step) = (reads, rendered, step);
    }

    fn read_between_writes(&mut self, node: usize) {
        self.tainted = self.commit;
        let handle = self.handles[node];
        let read =
            caught(|| tx(&mut self.store, |tx| read_handle(tx, handle, None))).map_err(|_| ());
        assert_eq!(
            read,
            self.naive(node),
            "a read outside of a rendering is fresh"
        );
    }

    fn toggle(&mut self, place: usize, formula: &Formula) {
        if let Some(gone) = self.mounted[place].take() {
            self.store.free_observer(gone.observer);
            self.store.free_owner(gone.owner);
            return;
        }
        let owner = self.store.create_owner(None);
        let (handles, body) = (self.handles.clone(), formula.clone());
        let memo = self.store.with_setup(owner, |cx| {
            cx.memo(move |r| run_formula(r, &body, &handles))
        });
        let observer = self.store.create_observer();
        let formula = formula.clone();
        self.mounted[place] = Some(Mounted {
            owner,
            memo,
            formula,
            observer,
            shows: Ok(0),
        });
        self.tainted = self.commit;
        self.show_mounted(place);
    }

    fn show_mounted(&mut self, place: usize) {
        let Some(mounted) = &mut self.mounted[place] else {
            return;
        };
        let memo = mounted.memo;
        mounted.shows =
            super::render(&mut self.store, mounted.observer, |r| *memo.get(r)).map_err(|_| ());
    }

    fn commit(&mut self) {
        for node in 0..self.handles.len() {
            let value = self.naive(node);
            let written = matches!(self.sources[node], Source::Signal(signal) if self.written[signal] > self.last_commit_step);
            // A panic after a panic may be another one.
            if written || value.is_err() || value != self.history.values[node] {
                self.history.changed[node] = self.commit;
            }
            self.history.values[node] = value;
        }
        self.last_commit_step = self.step;
        let told = dirty(&mut self.store);
        for index in 0..self.watchers.len() {
            self.check_watcher(index, told.contains(&self.watchers[index].observer));
        }
        for observer in &told {
            if let Some(index) = self
                .watchers
                .iter()
                .position(|watcher| watcher.observer == *observer)
            {
                self.show(index, self.commit);
            }
            let mounted = |mounted: &Option<Mounted>| {
                mounted.as_ref().is_some_and(|m| m.observer == *observer)
            };
            if let Some(place) = self.mounted.iter().position(mounted) {
                self.show_mounted(place);
            }
        }
        for mounted in self.mounted.iter().flatten() {
            let (naive, _) = self.naive_reads(&mounted.formula, self.handles.len());
            assert_eq!(
                mounted.shows, naive,
                "a mounted component shows the naive value"
            );
        }
        assert!(
            dirty(&mut self.store).is_empty(),
            "a commit leaves nobody dirty"
        );
        check_edges(&mut self.store);
        self.check_runs();
        self.commit += 1;
    }

    /// Told if something that it read has changed, and, unless values went there and back, only then.
    fn check_watcher(&self, index: usize, told: bool) {
        let watcher = &self.watchers[index];
        let changed = |(node, key, before): &(usize, Option<i64>, Value)| {
            let now = self.naive_read(*node, *key);
            let written = matches!(self.sources[*node], Source::Signal(signal) if self.written[signal] > watcher.rendered_step);
            written || now != *before
        };
        let must = watcher.reads.iter().any(changed);
        assert!(
            told || !must,
            "watcher {index} missed a change: {watcher:?}",
            watcher = watcher.reads
        );
        let failed =
            |(node, key, _): &(usize, Option<i64>, Value)| self.naive_read(*node, *key).is_err();
        // Only selectors are read by key; of other nodes any change counts.
        let moved = |(node, key, _): &(usize, Option<i64>, Value)| {
            let by_key = key.is_some() && matches!(self.sources[*node], Source::Selector(_));
            !by_key && self.history.changed[*node] > watcher.rendered
        };
        let may = must
            || self.tainted > watcher.rendered
            || watcher.reads.iter().any(|read| failed(read) || moved(read));
        assert!(may || !told, "watcher {index} was told without a change");
    }

    /// No memo ran twice for one commit, or while all that it reads stood still since its last run.
    fn check_runs(&mut self) {
        let runs = std::mem::take(&mut *self.runs.lock().expect("no panic under the lock"));
        for node in runs {
            if self.tainted < self.commit && self.history.values[node].is_ok() {
                let reads = match &self.sources[node] {
                    Source::Memo(formula) => self.naive_reads(formula, node).1,
                    Source::Selector(of) => vec![(*of, None, self.naive(*of))],
                    Source::Signal(_) => unreachable!("signals do not run"),
                };
                let since = self.last_run[node].unwrap_or(0);
                let idle = reads
                    .iter()
                    .all(|(read, _, _)| self.history.changed[*read] <= since);
                let first = self.last_run[node].is_none();
                assert!(
                    first || since < self.commit,
                    "node {node} ran twice in commit {}",
                    self.commit
                );
                assert!(
                    first || !idle || self.tainted >= since,
                    "node {node} ran although nothing changed"
                );
            }
            self.last_run[node] = Some(self.commit);
        }
    }

    fn apply(&mut self, op: &Op) {
        self.step += 1;
        match op {
            Op::Write(signal, value) => {
                let signal = target(self.signals.len(), *signal);
                (self.signals[signal], self.written[signal]) = (*value, self.step);
                let Handle::Signal(handle) = self.handles[signal] else {
                    unreachable!("signals come first")
                };
                tx(&mut self.store, |tx| handle.set(tx, *value));
            }
            Op::Read(node) => self.read_between_writes(target(self.handles.len(), *node)),
            Op::Commit => self.commit(),
            Op::Toggle(place, formula) => self.toggle(place % 3, formula),
            Op::Rerender(index) if !self.watchers.is_empty() => {
                self.tainted = self.commit;
                self.show(target(self.watchers.len(), *index), self.commit - 1);
            }
            Op::Rerender(_) => {}
        }
    }

    fn take_down(mut self) {
        self.commit();
        for place in 0..3 {
            if self.mounted[place].is_some() {
                self.toggle(place, &Formula::Constant(0));
            }
        }
        for watcher in &self.watchers {
            self.store.free_observer(watcher.observer);
        }
        self.store.free_owner(self.owner);
        check_empty(&mut self.store);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_graphs_agree_with_naive_recomputation(
        signals in 1usize..5,
        nodes in prop::collection::vec((any::<bool>(), formula()), 0..14),
        watchers in prop::collection::vec(formula(), 0..6),
        ops in prop::collection::vec(op(), 0..60),
    ) {
        super::hush();
        let mut world = World::new(signals, &nodes, &watchers);
        ops.iter().for_each(|op| world.apply(op));
        world.take_down();
    }

    #[test]
    fn random_graphs_do_no_needless_work(
        signals in 1usize..5,
        nodes in prop::collection::vec((any::<bool>(), formula()), 0..14),
        watchers in prop::collection::vec(formula(), 1..6),
        ops in prop::collection::vec(calm_op(), 0..40),
    ) {
        super::hush();
        let mut world = World::new(signals, &nodes, &watchers);
        ops.iter().for_each(|op| world.apply(op));
        world.take_down();
    }
}
