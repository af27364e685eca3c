//! Resources against a model: keys, refreshes, polls and answers in any order, late ones included.

use proptest::prelude::*;

use super::worker::promise::Promises;
use super::worker::{Worker, apply};
use super::{check_empty, store, tx};
use crate::Error;
use crate::reactive::{Load, Resource, Store};

#[derive(Debug, Clone, Copy)]
enum Step {
    Key(i64),
    Refresh,
    Start,
    /// Polls the tasks; the load under way is answered before, well or not.
    Poll {
        answer: Option<Outcome>,
    },
    Apply,
}

#[derive(Debug, Clone, Copy)]
enum Outcome {
    Value,
    Failure,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let answer = prop_oneof![Just(Outcome::Value), Just(Outcome::Failure)];
    let step = prop_oneof![
        3 => (0..3i64).prop_map(Step::Key),
        1 => Just(Step::Refresh),
        4 => Just(Step::Start),
        4 => proptest::option::weighted(0.7, answer).prop_map(|answer| Step::Poll { answer }),
        3 => Just(Step::Apply),
    ];
    proptest::collection::vec(step, 0..60)
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Shown {
    Loading,
    Ready(i64),
    Reloading(i64),
    Failed,
}

/// What is to be shown, said naively.
struct Model {
    key: i64,
    started_for: Option<i64>,
    wish: bool,
    run: u32,
    is_running: bool,
    /// Whether the load under way has an answer that was not applied.
    is_answered: bool,
    inbox: Vec<(u32, Option<i64>)>,
    shown: Shown,
    latest: Option<i64>,
    is_settled: bool,
}

impl Model {
    fn new() -> Self {
        Self {
            key: 0,
            started_for: None,
            wish: false,
            run: 0,
            is_running: false,
            is_answered: false,
            inbox: Vec::new(),
            shown: Shown::Loading,
            latest: None,
            is_settled: false,
        }
    }

    fn start(&mut self) {
        let is_other = self.started_for != Some(self.key);
        if !is_other && !self.wish {
            return;
        }
        (self.started_for, self.wish) = (Some(self.key), false);
        self.run += 1;
        (self.is_running, self.is_answered) = (true, false);
        self.shown = match self.shown {
            Shown::Ready(value) | Shown::Reloading(value) if !is_other => Shown::Reloading(value),
            _ => Shown::Loading,
        };
    }

    fn apply(&mut self) {
        for (run, value) in std::mem::take(&mut self.inbox) {
            if run != self.run || !self.is_running {
                continue;
            }
            (self.is_running, self.is_settled) = (false, true);
            self.shown = match value {
                Some(value) => {
                    self.latest = Some(value);
                    Shown::Ready(value)
                }
                None => Shown::Failed,
            };
        }
    }
}

fn shown(store: &mut Store, resource: Resource<i64>) -> (Shown, Option<i64>, bool) {
    let is_loading = store.is_loading();
    tx(store, |tx| {
        let shown = match resource.get(tx) {
            Load::Loading => Shown::Loading,
            Load::Ready(value) => Shown::Ready(*value),
            Load::Reloading(value) => Shown::Reloading(*value),
            Load::Failed(_) => Shown::Failed,
        };
        (shown, resource.latest(tx).copied(), is_loading)
    })
}

proptest! {
    #[test]
    fn resources_show_what_the_model_says(steps in steps()) {
        let promises = Promises::<Result<i64, Error>>::new();
        let (mut store, owner, (key, resource)) = store(|cx| {
            let (key, promises) = (cx.signal(0), promises.clone());
            (key, cx.resource(move |r| *key.get(r), move |_, key| promises.clone().wait(key)))
        });
        let (mut worker, mut model) = (Worker::default(), Model::new());
        for (n, step) in (0..).zip(steps) {
            match step {
                Step::Key(to) => {
                    tx(&mut store, |tx| key.set(tx, to));
                    model.key = to;
                }
                Step::Refresh => {
                    tx(&mut store, |tx| resource.refresh(tx));
                    model.wish = true;
                }
                Step::Start => {
                    store.start_loads();
                    model.start();
                }
                Step::Poll { answer } => {
                    // Cancelled ones go first, so that the answer is for the load under way.
                    worker.take(&mut store);
                    worker.poll();
                    if let (Some(outcome), true, false) = (answer, model.is_running, model.is_answered) {
                        let value = matches!(outcome, Outcome::Value).then_some(n);
                        promises.answer(model.started_for.unwrap(), value.ok_or_else(|| Error::message("no")));
                        worker.poll();
                        model.inbox.push((model.run, value));
                        model.is_answered = true;
                    }
                }
                Step::Apply => {
                    apply(&mut store, 0);
                    model.apply();
                }
            }
            prop_assert_eq!(shown(&mut store, resource), (model.shown, model.latest, !model.is_settled));
        }
        store.free_owner(owner);
        worker.run(&mut store, 0);
        prop_assert!(worker.tasks.is_empty() && !store.is_loading());
        check_empty(&mut store);
    }
}
