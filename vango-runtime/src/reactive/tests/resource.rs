//! Resources: keys, late answers, refreshing, failures, bounds, freeing.

use super::worker::promise::Promises;
use super::worker::{Worker, apply, settings};
use super::{boom, check_empty, dirty, hush, render, store, tx};
use crate::Error;
use crate::reactive::{
    Checked, Load, Memo, Render, Resource, Setup, Signal, Store, StoreSettings, TaskFailure,
};

type Answer = Result<&'static str, Error>;

/// A resource keyed by a signal, whose loads wait for what the test promises.
fn keyed(
    cx: &mut Setup<'_, Checked>,
    promises: &Promises<Answer>,
) -> (Signal<i64>, Resource<&'static str>) {
    let key = cx.signal(1);
    let promises = promises.clone();
    let value = cx.resource(
        move |r| *key.get(r) / 10,
        move |_work, key| promises.clone().wait(key),
    );
    (key, value)
}

fn show(store: &Store, value: Resource<&'static str>) -> String {
    let r = &mut Render::new(store, None);
    match value.get(r) {
        Load::Loading => "loading".into(),
        Load::Ready(text) => format!("ready {text}"),
        Load::Failed(error) => format!("failed {error}"),
        Load::Reloading(text) => format!("reloading {text}"),
    }
}

#[test]
fn a_changed_key_cancels_and_a_late_answer_is_never_shown() {
    let promises = Promises::new();
    let (mut store, _, (key, value)) = store(|cx| keyed(cx, &promises));
    let mut worker = Worker::default();
    assert!(store.is_loading());
    assert_eq!(store.start_loads().started, 1);
    assert_eq!(store.start_loads().started, 0, "once");
    worker.run(&mut store, 0);
    assert_eq!(
        (show(&store, value), promises.calls()),
        ("loading".into(), vec![0])
    );

    tx(&mut store, |tx| key.set(tx, 5));
    assert_eq!(store.start_loads().started, 0, "the key is the same");
    let first = worker.tasks[0].cancel.clone();
    assert!(!first.is_cancelled());
    tx(&mut store, |tx| key.set(tx, 20));
    // The old load is just done when the key changes.
    promises.answer(0, Ok("old"));
    worker.poll();
    assert_eq!(store.start_loads().started, 1);
    assert!(first.is_cancelled());
    apply(&mut store, 0);
    assert_eq!(
        show(&store, value),
        "loading",
        "the old answer came, and vanished"
    );
    assert!(store.is_loading());

    worker.take(&mut store);
    promises.answer(2, Ok("new"));
    worker.run(&mut store, 0);
    assert_eq!(show(&store, value), "ready new");
    assert!(!store.is_loading() && worker.tasks.is_empty());
}

#[test]
fn a_cancelled_load_is_dropped_when_it_is_polled_next() {
    struct Dropped(std::sync::mpsc::Sender<&'static str>);
    impl Drop for Dropped {
        fn drop(&mut self) {
            self.0.send("dropped").unwrap();
        }
    }
    let (sender, dropped) = std::sync::mpsc::channel();
    let (mut store, owner, _) = store(|cx| {
        cx.resource(
            |_| (),
            move |work, ()| {
                let guard = Dropped(sender.clone());
                async move {
                    let _guard = guard;
                    work.cancelled().await;
                    std::future::pending::<Answer>().await
                }
            },
        )
    });
    let mut worker = Worker::default();
    worker.run(&mut store, 0);
    assert!(dropped.try_recv().is_err());
    let rings = worker.bell.rings();
    store.free_owner(owner);
    assert!(worker.bell.rings() > rings, "the executor is told");
    worker.poll();
    assert_eq!(dropped.try_recv(), Ok("dropped"));
    assert!(worker.tasks.is_empty());
    check_empty(&mut store);
}

#[test]
fn refreshing_keeps_the_value_and_failing_keeps_it_as_latest() {
    let promises = Promises::new();
    let (mut store, _, (key, value)) = store(|cx| keyed(cx, &promises));
    let mut worker = Worker::default();
    let latest = |store: &mut Store| tx(store, |tx| value.latest(tx).copied());
    promises.answer(0, Ok("a"));
    worker.run(&mut store, 0);
    tx(&mut store, |tx| value.refresh(tx));
    worker.run(&mut store, 0);
    assert_eq!(show(&store, value), "reloading a");
    assert!(tx(&mut store, |tx| value.is_loading(tx)));
    assert_eq!(tx(&mut store, |tx| value.ready(tx).copied()), Some("a"));
    promises.answer(0, Err(Error::message("no")));
    worker.run(&mut store, 0);
    assert_eq!(show(&store, value), "failed no");
    assert_eq!(
        (
            tx(&mut store, |tx| value.ready(tx).copied()),
            latest(&mut store)
        ),
        (None, Some("a"))
    );

    tx(&mut store, |tx| value.refresh(tx));
    worker.run(&mut store, 0);
    assert_eq!(
        show(&store, value),
        "loading",
        "there is nothing to show meanwhile"
    );
    promises.answer(0, Ok("b"));
    worker.run(&mut store, 0);
    tx(&mut store, |tx| key.set(tx, 30));
    worker.run(&mut store, 0);
    assert_eq!(
        (show(&store, value), latest(&mut store)),
        ("loading".into(), Some("b"))
    );
    promises.answer(3, Ok("c"));
    worker.run(&mut store, 0);
    assert_eq!(
        (show(&store, value), latest(&mut store)),
        ("ready c".into(), Some("c"))
    );
    assert_eq!(promises.calls(), [0, 0, 0, 3]);
}

#[test]
fn a_refresh_during_a_load_starts_it_again() {
    let promises = Promises::new();
    let (mut store, _, (_, value)) = store(|cx| keyed(cx, &promises));
    let mut worker = Worker::default();
    worker.run(&mut store, 0);
    tx(&mut store, |tx| value.refresh(tx));
    tx(&mut store, |tx| value.refresh(tx));
    worker.run(&mut store, 0);
    assert_eq!(worker.tasks.len(), 1, "the first one is gone");
    promises.answer(0, Ok("x"));
    worker.run(&mut store, 0);
    assert_eq!(
        (show(&store, value), promises.calls()),
        ("ready x".into(), vec![0, 0])
    );
}

#[test]
fn readers_render_again_when_the_state_changes_and_only_then() {
    let promises = Promises::new();
    let (mut store, _, (key, value)) = store(|cx| keyed(cx, &promises));
    let mut worker = Worker::default();
    let observer = store.create_observer();
    store.start_loads();
    render(&mut store, observer, |r| value.is_loading(r)).ok();
    store.start_loads();
    tx(&mut store, |tx| key.set(tx, 7));
    worker.run(&mut store, 0);
    assert!(
        dirty(&mut store).is_empty(),
        "neither the key nor the start of a load is news"
    );
    promises.answer(0, Ok("x"));
    worker.run(&mut store, 0);
    assert_eq!(dirty(&mut store), [observer]);
}

#[test]
fn panics_and_deadlines_are_failures() {
    hush();
    let (mut store, _, (key, value)) = store(|cx| {
        let key = cx.signal(0);
        let value = cx.resource(
            move |r| {
                if *key.get(r) == 3 {
                    boom()
                } else {
                    *key.get(r)
                }
            },
            |_, key| async move {
                match key {
                    0 => boom(),
                    1 => std::future::pending::<()>().await,
                    _ => {}
                }
                Ok("fine")
            },
        );
        (key, value)
    });
    let mut worker = Worker::default();
    let failure = |store: &mut Store| {
        tx(store, |tx| {
            let error = value.get(tx).failure().expect("it has failed");
            *error
                .downcast_ref::<TaskFailure>()
                .expect("a typed failure")
        })
    };
    worker.run(&mut store, 0);
    assert_eq!(failure(&mut store), TaskFailure::Panicked);
    assert!(!store.is_loading());
    tx(&mut store, |tx| key.set(tx, 1));
    worker.run(&mut store, 0);
    worker.time_out_first();
    worker.run(&mut store, 0);
    assert_eq!(failure(&mut store), TaskFailure::DeadlineExceeded);
    tx(&mut store, |tx| key.set(tx, 3));
    let run = store.start_loads();
    assert_eq!((run.started, run.panics.len()), (0, 1));
    assert!(run.panics[0].at.file().ends_with("resource.rs"));
    assert_eq!(failure(&mut store), TaskFailure::KeyPanicked);
    assert_eq!(store.start_loads().panics.len(), 0, "it is not tried again");
    tx(&mut store, |tx| key.set(tx, 4));
    worker.run(&mut store, 0);
    assert_eq!(show(&store, value), "ready fine");
}

#[test]
fn loads_wait_for_a_free_place() {
    let promises = Promises::<Answer>::new();
    let mut store = Store::new(StoreSettings {
        tasks_max: 2,
        ..settings().0
    });
    let owner = store.create_owner(None);
    let values: Vec<_> = store.with_setup(owner, |cx| {
        (0..4)
            .map(|n| {
                let promises = promises.clone();
                cx.resource(move |_| n, move |_, n| promises.clone().wait(n))
            })
            .collect()
    });
    let mut worker = Worker::default();
    let run = store.start_loads();
    assert_eq!((run.started, run.waiting), (2, 2));
    let run = store.start_loads();
    assert_eq!((run.started, run.waiting), (0, 2));
    worker.run(&mut store, 0);
    assert_eq!(
        promises.calls(),
        [0, 1],
        "in the order in which they were made"
    );
    promises.answer(1, Ok("one"));
    worker.run(&mut store, 0);
    assert_eq!(promises.calls(), [2]);
    for n in [0, 2, 3] {
        promises.answer(n, Ok("x"));
    }
    worker.run(&mut store, 0);
    assert_eq!(promises.calls(), [3]);
    assert!(
        values
            .iter()
            .all(|value| show(&store, *value).starts_with("ready"))
    );
    assert!(!store.is_loading());
}

#[test]
fn a_freed_resource_is_not_loading_and_its_answer_vanishes() {
    let promises = Promises::new();
    let (mut store, owner, _) = store(|cx| keyed(cx, &promises));
    let mut worker = Worker::default();
    worker.run(&mut store, 0);
    promises.answer(0, Ok("late"));
    worker.poll();
    assert!(store.has_messages());
    store.free_owner(owner);
    assert!(!store.is_loading());
    let next = store.create_owner(None);
    let other = store.with_setup(next, |cx| keyed(cx, &promises).1);
    apply(&mut store, 0);
    assert_eq!(show(&store, other), "loading", "the slots are used again");
    store.free_owner(next);
    check_empty(&mut store);
    assert_eq!(store.take_tasks().len(), 0);
}

#[test]
fn a_key_may_be_a_memo_over_another_resource() {
    let promises = Promises::new();
    let (mut store, _, last) = store(|cx| {
        let (_, first) = keyed(cx, &promises);
        let length: Memo<i64> =
            cx.memo(move |r| first.ready(r).map_or(0, |text| text.len() as i64));
        cx.resource(
            move |r| *length.get(r),
            |_, length| async move { Ok(if length == 5 { "five" } else { "other" }) },
        )
    });
    let mut worker = Worker::default();
    worker.run(&mut store, 0);
    assert_eq!(show(&store, last), "ready other");
    promises.answer(0, Ok("hello"));
    worker.run(&mut store, 0);
    assert_eq!(show(&store, last), "ready five");
}

#[test]
fn a_destructor_that_panics_in_an_answer_leaves_the_store_whole() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            boom();
        }
    }
    let (mut store, owner, value) = store(|cx| cx.resource(|_| (), |_, ()| async { Ok(Bomb) }));
    let mut worker = Worker::default();
    worker.run(&mut store, 0);
    tx(&mut store, |tx| value.refresh(tx));
    store.start_loads();
    worker.take(&mut store);
    worker.poll();
    let answer = store.take_message().expect("the load has answered");
    assert!(
        super::caught(|| answer.run(&mut store, 0)).is_err(),
        "the old value goes"
    );
    assert!(!store.has_messages(), "a message is used up");
    tx(&mut store, |tx| assert!(value.ready(tx).is_some()));
    assert!(super::caught(|| store.free_owner(owner)).is_err());
    check_empty(&mut store);
}
