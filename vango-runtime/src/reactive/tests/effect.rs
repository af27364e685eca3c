//! Effects: first run, runs on change only, order, cleanup, panics, bounds.

use std::cell::RefCell;
use std::rc::Rc;

use super::{boom, caught, check_empty, dirty, store, tx};
use crate::reactive::{Setup, Signal, Store, StoreSettings, Tx};

type Log = Rc<RefCell<Vec<String>>>;

fn taken(log: &Log) -> Vec<String> {
    std::mem::take(&mut log.borrow_mut())
}

fn logging(
    cx: &mut Setup<'_, crate::reactive::Checked>,
    name: &'static str,
    input: Signal<i64>,
    log: &Log,
) {
    let log = log.clone();
    cx.effect(
        move |r| *input.get(r) / 10,
        move |tx: &mut Tx<'_>, tens| {
            log.borrow_mut()
                .push(format!("{name} {tens} at {}", tx.now().as_millis()));
            let log = log.clone();
            let tens = *tens;
            move |tx: &mut Tx<'_>| {
                log.borrow_mut()
                    .push(format!("{name} after {tens}, sees {}", input.get(tx)));
            }
        },
    );
}

#[test]
fn an_effect_runs_first_at_start_and_then_when_its_value_changes() {
    let log = Log::default();
    let (mut store, owner, input) = store(|cx| {
        let input = cx.signal(10);
        logging(cx, "a", input, &log);
        logging(cx, "b", input, &log);
        input
    });
    tx(&mut store, |tx| input.set(tx, 11));
    assert_eq!(store.run_effects(1, 100).ran, 0, "not live yet");
    assert_eq!(store.start_effects(2, 100).ran, 2);
    assert_eq!(taken(&log), ["a 1 at 2", "b 1 at 2"], "in creation order");
    assert_eq!(store.start_effects(3, 100).ran, 0);

    tx(&mut store, |tx| input.set(tx, 12));
    assert!(store.has_pending());
    let run = store.run_effects(4, 100);
    assert_eq!(run.ran, 0, "the value is the same");
    tx(&mut store, |tx| input.set(tx, 25));
    assert!(
        dirty(&mut store).is_empty() && store.has_pending(),
        "take_dirty keeps effects for later"
    );
    let run = store.run_effects(5, 100);
    assert_eq!((run.ran, run.left), (2, 0));
    assert_eq!(
        taken(&log),
        [
            "a after 1, sees 25",
            "a 2 at 5",
            "b after 1, sees 25",
            "b 2 at 5"
        ]
    );
    assert!(!store.has_pending());

    store.dispose_owner(owner, 6);
    assert_eq!(
        taken(&log),
        ["a after 2, sees 25", "b after 2, sees 25"],
        "handles open while cleanups run"
    );
    check_empty(&mut store);
}

#[test]
fn what_an_effect_writes_is_for_the_next_run() {
    let (mut store, _, (up, steps)) = store(|cx| {
        let (up, steps) = (cx.signal(0), cx.signal(0));
        cx.effect(
            move |r| *up.get(r),
            move |tx, up_now| {
                *steps.get_mut(tx) += 1;
                up.set(tx, up_now + 1);
            },
        );
        (up, steps)
    });
    assert_eq!(store.start_effects(0, 100).ran, 1);
    for expected in 2..5 {
        assert!(store.has_pending());
        assert_eq!(
            store.run_effects(0, 100).ran,
            1,
            "once per call, for ever: the session bounds it"
        );
        assert_eq!(
            tx(&mut store, |tx| (*up.get(tx), *steps.get(tx))),
            (expected, expected)
        );
    }
}

#[test]
fn the_budget_leaves_the_rest_for_later() {
    let log = Log::default();
    let (mut store, _, input) = store(|cx| {
        let input = cx.signal(10);
        ["a", "b", "c"]
            .into_iter()
            .for_each(|name| logging(cx, name, input, &log));
        input
    });
    let run = store.start_effects(0, 2);
    assert_eq!((run.ran, run.left), (2, 1));
    assert_eq!(taken(&log).len(), 2);
    tx(&mut store, |tx| input.set(tx, 20));
    let run = store.run_effects(0, 1);
    assert_eq!(
        (run.ran, run.left),
        (1, 1),
        "c has not started: it depends on nothing yet"
    );
    assert_eq!(store.start_effects(0, 10).ran, 1);
    assert_eq!(store.run_effects(0, 10).ran, 1);
    assert_eq!(taken(&log).last().map(String::as_str), Some("b 2 at 0"));
    assert!(!store.has_pending());
}

#[test]
fn a_panic_in_the_dependency_closure_spares_the_others() {
    let log = Log::default();
    let (mut store, _, input) = store(|cx| {
        let input = cx.signal(10);
        let seen = log.clone();
        cx.effect(
            move |r| {
                if *input.get(r) == 13 {
                    boom()
                } else {
                    *input.get(r)
                }
            },
            move |_, value| seen.borrow_mut().push(format!("risky {value}")),
        );
        logging(cx, "calm", input, &log);
        input
    });
    super::hush();
    store.start_effects(0, 10);
    tx(&mut store, |tx| input.set(tx, 13));
    taken(&log);
    let run = store.run_effects(0, 10);
    assert_eq!((run.ran, run.panics.len()), (0, 1));
    assert!(run.panics[0].at.file().ends_with("effect.rs"));
    tx(&mut store, |tx| input.set(tx, 10));
    assert_eq!(
        store.run_effects(0, 10).ran,
        1,
        "recovered: it runs, as the value before was a panic"
    );
    assert_eq!(taken(&log), ["risky 10"]);
}

#[test]
fn a_body_that_panics_passes_through_and_can_run_again() {
    let (mut store, _, input) = store(|cx| {
        let input = cx.signal(1);
        cx.effect(
            move |r| *input.get(r),
            |_, value| {
                if *value == 2 {
                    boom()
                }
            },
        );
        input
    });
    store.start_effects(0, 10);
    tx(&mut store, |tx| input.set(tx, 2));
    assert!(caught(|| store.run_effects(0, 10)).is_err());
    tx(&mut store, |tx| input.set(tx, 3));
    assert_eq!(store.run_effects(0, 10).ran, 1);
}

#[test]
fn effects_of_a_freed_owner_are_forgotten() {
    let mut store = Store::new(StoreSettings::new(0));
    let (outer, inner) = (store.create_owner(None), store.create_owner(None));
    let log = Log::default();
    let input = store.with_setup(outer, |cx| cx.signal(10));
    store.with_setup(inner, |cx| logging(cx, "inner", input, &log));
    store.start_effects(0, 10);
    tx(&mut store, |tx| input.set(tx, 20));
    dirty(&mut store);
    store.free_owner(inner);
    assert!(!store.has_pending());
    assert_eq!(store.run_effects(0, 10).ran, 0);
    assert_eq!(taken(&log), ["inner 1 at 0"], "free_owner runs no cleanups");
    store.free_owner(outer);
    check_empty(&mut store);
}

#[test]
fn an_optional_cleanup_is_a_cleanup() {
    let (mut store, owner, (input, cleaned)) = store(|cx| {
        let (input, cleaned) = (cx.signal(1), cx.signal(0));
        cx.effect(
            move |r| *input.get(r),
            move |_, value| {
                (*value == 1).then_some(move |tx: &mut Tx<'_>| *cleaned.get_mut(tx) += 1)
            },
        );
        (input, cleaned)
    });
    store.start_effects(0, 10);
    for value in [2, 3] {
        tx(&mut store, |tx| input.set(tx, value));
        store.run_effects(0, 10);
        assert_eq!(tx(&mut store, |tx| *cleaned.get(tx)), 1);
    }
    store.dispose_owner(owner, 0);
}
