//! Actions: the policies against a model, and what happens around a run.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use proptest::prelude::*;

use super::worker::promise::Promises;
use super::worker::{Worker, apply};
use super::{boom, caught, check_empty, dirty, hush, render, store, tx};
use crate::Error;
use crate::reactive::{
    Action, ActionBuilder, ActionState, Deadline, Rejection, Store, TaskFailure,
};

type Answers = Promises<Result<i64, Error>>;

fn state(store: &mut Store, action: Action<i64, i64>) -> String {
    tx(store, |tx| match action.get(tx) {
        ActionState::Idle => "idle".into(),
        ActionState::Running => "running".into(),
        ActionState::Done(value) => format!("done {value}"),
        ActionState::Failed(error) => format!("failed {error}"),
    })
}

fn made(
    promises: &Answers,
    finish: impl FnOnce(ActionBuilder<'_, i64, i64>) -> Action<i64, i64>,
) -> (Store, super::Owner, Action<i64, i64>) {
    store(|cx| {
        let promises = promises.clone();
        finish(cx.action(move |_work, n: i64| promises.clone().wait(n)))
    })
}

#[derive(Debug, Clone, Copy)]
enum Policy {
    Drop,
    Latest,
    Queue(usize),
}

impl Policy {
    fn finish(self, action: ActionBuilder<'_, i64, i64>) -> Action<i64, i64> {
        match self {
            Self::Drop => action.drop_while_running(),
            Self::Latest => action.cancel_latest(),
            Self::Queue(waiting_max) => action.queue(waiting_max),
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Run,
    /// The run under way ends.
    Answer,
    Cancel,
    Reset,
}

/// What is to happen, said naively.
#[derive(Default)]
struct Model {
    running: Option<i64>,
    waiting: VecDeque<i64>,
    started: Vec<i64>,
    done: Option<i64>,
    rejections: u64,
}

impl Model {
    fn start(&mut self, n: i64) {
        self.running = Some(n);
        self.started.push(n);
        self.done = None;
    }

    fn step(&mut self, policy: Policy, step: Step, n: i64) -> Option<Rejection> {
        match (step, policy) {
            (Step::Run, _) if self.running.is_none() => self.start(n),
            (Step::Run, Policy::Latest) => self.start(n),
            (Step::Run, Policy::Queue(max)) if self.waiting.len() < max => {
                self.waiting.push_back(n);
            }
            (Step::Run, policy) => {
                self.rejections += 1;
                return Some(match policy {
                    Policy::Queue(_) => Rejection::QueueFull,
                    Policy::Drop | Policy::Latest => Rejection::Running,
                });
            }
            (Step::Answer, _) => {
                if let Some(n) = self.running.take() {
                    match self.waiting.pop_front() {
                        Some(next) => self.start(next),
                        None => self.done = Some(n),
                    }
                }
            }
            (Step::Cancel | Step::Reset, _) => {
                self.running = None;
                self.waiting.clear();
                if let Step::Reset = step {
                    (self.done, self.rejections) = (None, 0);
                }
            }
        }
        None
    }
}

proptest! {
    #[test]
    fn policies_do_what_the_model_says(
        policy in prop_oneof![Just(Policy::Drop), Just(Policy::Latest), (0..4usize).prop_map(Policy::Queue)],
        steps in proptest::collection::vec(
            prop_oneof![6 => Just(Step::Run), 4 => Just(Step::Answer), 1 => Just(Step::Cancel), 1 => Just(Step::Reset)],
            0..50,
        ),
    ) {
        let (promises, log) = (Answers::new(), Rc::new(RefCell::new(Vec::new())));
        let seen = log.clone();
        let (mut store, owner, action) = made(&promises, |action| {
            let action = action.on_done(move |_, result| seen.borrow_mut().push(*result.as_ref().unwrap()));
            policy.finish(action)
        });
        let (mut worker, mut model, mut ended) = (Worker::default(), Model::default(), Vec::new());
        let mut started = Vec::new();
        for (n, step) in (0..).zip(steps) {
            let answered = model.running;
            let rejection = model.step(policy, step, n);
            match step {
                Step::Run => prop_assert_eq!(tx(&mut store, |tx| action.run(tx, n)).err(), rejection),
                Step::Answer => if let Some(answered) = answered {
                    ended.push(answered);
                    promises.answer(answered, Ok(answered));
                },
                Step::Cancel => tx(&mut store, |tx| action.cancel(tx)),
                Step::Reset => tx(&mut store, |tx| action.reset(tx)),
            }
            worker.run(&mut store, 0);
            started.extend(promises.calls());
            prop_assert_eq!(&started, &model.started);
            prop_assert_eq!(&*log.borrow(), &ended);
            let (running, rejections) = tx(&mut store, |tx| (action.is_running(tx), action.rejections(tx)));
            prop_assert_eq!((running, rejections), (model.running.is_some(), model.rejections));
            prop_assert_eq!(worker.tasks.len(), usize::from(running), "what is cancelled is gone");
            let expected = match (model.running, model.done) {
                (Some(_), _) => "running".to_owned(),
                (None, Some(n)) => format!("done {n}"),
                (None, None) => "idle".to_owned(),
            };
            prop_assert_eq!(state(&mut store, action), expected);
        }
        store.free_owner(owner);
        worker.run(&mut store, 0);
        prop_assert!(worker.tasks.is_empty());
        check_empty(&mut store);
    }
}

#[test]
fn a_run_starts_with_the_end_of_its_turn() {
    let promises = Answers::new();
    let (mut store, _, action) = made(&promises, |action| action.cancel_latest());
    tx(&mut store, |tx| {
        action.run(tx, 1).unwrap();
        assert!(action.is_running(tx));
        action.run(tx, 2).unwrap();
    });
    let mut tasks = store.take_tasks();
    tasks.retain(|task| !task.cancel.is_cancelled());
    assert_eq!(tasks.len(), 1, "the first was cancelled before it began");
    assert!(
        promises.calls().is_empty(),
        "the work itself runs in the task"
    );
    assert_eq!(tasks[0].name, "action");
    assert!(tasks[0].location.file().ends_with("action.rs"));
    drop(tasks);
    // A session that discards the turn drops the store.
    tx(&mut store, |tx| action.run(tx, 3)).unwrap();
    let tasks = store.take_tasks();
    drop(store);
    assert!(tasks[0].cancel.is_cancelled());
}

#[test]
fn the_handler_of_a_run_may_start_the_next() {
    let promises = Answers::new();
    for policy in [Policy::Drop, Policy::Latest] {
        let again = Rc::new(RefCell::new(None::<Action<i64, i64>>));
        let own = again.clone();
        let (mut store, _, action) = made(&promises, |action| {
            policy.finish(action.on_done(move |tx, result| {
                let n = *result.as_ref().unwrap();
                if n < 3 {
                    own.borrow().unwrap().run(tx, n + 1).unwrap();
                }
            }))
        });
        again.replace(Some(action));
        tx(&mut store, |tx| action.run(tx, 1)).unwrap();
        (1..=3).for_each(|n| promises.answer(n, Ok(n)));
        let mut worker = Worker::default();
        worker.run(&mut store, 0);
        assert_eq!(promises.calls(), [1, 2, 3]);
        assert_eq!(state(&mut store, action), "done 3");
    }
}

#[test]
fn a_failure_is_no_rejection_and_a_rejection_no_failure() {
    let promises = Answers::new();
    let (mut store, _, action) = made(&promises, |action| action.drop_while_running());
    let mut worker = Worker::default();
    tx(&mut store, |tx| action.run(tx, 1)).unwrap();
    assert_eq!(
        tx(&mut store, |tx| action.run(tx, 2)),
        Err(Rejection::Running)
    );
    assert_eq!(state(&mut store, action), "running");
    promises.answer(1, Err(Error::message("no")));
    worker.run(&mut store, 0);
    assert_eq!(state(&mut store, action), "failed no");
    assert_eq!(tx(&mut store, |tx| action.rejections(tx)), 1);
    tx(&mut store, |tx| action.reset(tx));
    assert_eq!(
        (
            state(&mut store, action),
            tx(&mut store, |tx| action.rejections(tx))
        ),
        ("idle".into(), 0)
    );
}

#[test]
fn panics_and_deadlines_fail_the_run_and_the_queue_goes_on() {
    hush();
    let (mut store, _, action) = store(|cx| {
        cx.action(|_, n: i64| async move {
            match n {
                1 => boom(),
                2 => std::future::pending().await,
                n => Ok(n),
            }
        })
        .deadline(Duration::from_secs(3))
        .queue(8)
    });
    let mut worker = Worker::default();
    tx(&mut store, |tx| (1..=3).try_for_each(|n| action.run(tx, n))).unwrap();
    worker.run(&mut store, 0);
    assert_eq!(
        worker.tasks[0].deadline,
        Deadline::After(Duration::from_secs(3))
    );
    worker.time_out_first();
    worker.run(&mut store, 0);
    assert_eq!(state(&mut store, action), "done 3");
    tx(&mut store, |tx| action.run(tx, 1)).unwrap();
    worker.run(&mut store, 0);
    tx(&mut store, |tx| {
        let error = action.get(tx).failure().expect("it panicked");
        assert_eq!(error.downcast_ref(), Some(&TaskFailure::Panicked));
    });
}

#[test]
fn the_session_bounds_what_is_under_way() {
    let promises = Answers::new();
    let mut store = Store::new(crate::reactive::StoreSettings {
        tasks_max: 1,
        ..super::worker::settings().0
    });
    let owner = store.create_owner(None);
    let mut make = || {
        let promises = promises.clone();
        store.with_setup(owner, |cx| {
            cx.action(move |_, n: i64| promises.clone().wait(n))
                .queue(1)
        })
    };
    let (a, b) = (make(), make());
    tx(&mut store, |tx| {
        a.run(tx, 1).unwrap();
        assert_eq!(b.run(tx, 2), Err(Rejection::TooManyTasks));
        assert_eq!((b.rejections(tx), a.rejections(tx)), (1, 0));
        a.run(tx, 3).unwrap();
    });
    let mut worker = Worker::default();
    promises.answer(1, Ok(1));
    worker.run(&mut store, 0);
    assert_eq!(
        promises.calls(),
        [1, 3],
        "what waits gets the place of the run before it"
    );
    tx(&mut store, |tx| a.cancel(tx));
    tx(&mut store, |tx| b.run(tx, 4)).unwrap();
}

#[test]
fn a_handler_that_panics_leaves_the_store_whole() {
    let promises = Answers::new();
    let (mut store, owner, action) =
        made(&promises, |action| action.on_done(|_, _| boom()).queue(2));
    let mut worker = Worker::default();
    tx(&mut store, |tx| (1..=2).try_for_each(|n| action.run(tx, n))).unwrap();
    promises.answer(1, Ok(1));
    worker.take(&mut store);
    worker.poll();
    let answer = store.take_message().expect("the run has ended");
    assert!(caught(|| answer.run(&mut store, 0)).is_err());
    assert!(
        tx(&mut store, |tx| action.is_running(tx)),
        "the next one has its place"
    );
    store.free_owner(owner);
    check_empty(&mut store);
}

#[test]
fn readers_render_again_for_each_change() {
    let promises = Answers::new();
    let (mut store, _, action) = made(&promises, |action| action.drop_while_running());
    let observer = store.create_observer();
    let look = |store: &mut Store| render(store, observer, |r| action.is_running(r)).ok();
    assert_eq!(look(&mut store), Some(false));
    tx(&mut store, |tx| action.run(tx, 1)).unwrap();
    assert_eq!(
        (dirty(&mut store), look(&mut store)),
        (vec![observer], Some(true))
    );
    tx(&mut store, |tx| action.cancel(tx));
    assert_eq!(
        (dirty(&mut store), look(&mut store)),
        (vec![observer], Some(false))
    );
    tx(&mut store, |tx| action.cancel(tx));
    assert!(dirty(&mut store).is_empty());
    assert_eq!(apply(&mut store, 0), 0);
}
