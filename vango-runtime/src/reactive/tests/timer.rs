//! Timers against a model, and the rules of intervals and timeouts.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use proptest::prelude::*;

use super::{check_empty, dirty, fault, render, store, tx};
use crate::reactive::{Store, StoreFull, Timer, Tx, limits};

/// Fires what is due; answers how many.
fn fire(store: &mut Store, now_ms: u64) -> usize {
    let mut count = 0;
    while let Some(due) = store.fire_timer(now_ms) {
        due.run(store, now_ms);
        count += 1;
    }
    count
}

fn at<R>(store: &mut Store, now_ms: u64, write: impl FnOnce(&mut Tx<'_>) -> R) -> R {
    write(&mut Tx::new(store, now_ms))
}

fn ms(count: u64) -> Duration {
    Duration::from_millis(count)
}

#[derive(Debug, Clone)]
enum Step {
    Start { timer: usize, delay_ms: u64 },
    Stop { timer: usize },
    Pass { ms: u64 },
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => (0..6usize, 0..80u64).prop_map(|(timer, delay_ms)| Step::Start { timer, delay_ms }),
        1 => (0..6usize).prop_map(|timer| Step::Stop { timer }),
        3 => (0..50u64).prop_map(|ms| Step::Pass { ms }),
    ];
    proptest::collection::vec(step, 0..60)
}

/// What a timer is to do: three are one-shot, three are intervals.
#[derive(Debug, Clone, Copy, Default)]
struct Model {
    due: Option<(u64, usize)>,
    period: u64,
}

proptest! {
    #[test]
    fn timers_fire_as_the_model_says(steps in steps()) {
        let log = Rc::new(RefCell::new(Vec::new()));
        let (mut store, owner, timers) = store(|cx| {
            (0..6).map(|n| {
                let log = log.clone();
                let body = move |tx: &mut Tx<'_>| log.borrow_mut().push((tx.now().as_millis() as u64, n));
                if n < 3 { cx.timer(body) } else { cx.interval(ms(1), body) }
            }).collect::<Vec<Timer>>()
        });
        let (mut model, mut expected) = ([Model::default(); 6], Vec::new());
        let (mut now_ms, mut order) = (0, 0);
        for step in steps {
            match step {
                Step::Start { timer, delay_ms } => {
                    at(&mut store, now_ms, |tx| timers[timer].start(tx, ms(delay_ms)));
                    let delay_ms = if timer < 3 { delay_ms.max(1) } else { delay_ms.max(10) };
                    order += 1;
                    model[timer] = Model { due: Some((now_ms + delay_ms, order)), period: delay_ms };
                }
                Step::Stop { timer } => {
                    at(&mut store, now_ms, |tx| timers[timer].stop(tx));
                    model[timer].due = None;
                }
                Step::Pass { ms } => {
                    now_ms += ms;
                    fire(&mut store, now_ms);
                    // The naive way: look for the earliest again and again.
                    loop {
                        let due = |n: &usize| model[*n].due.filter(|(at, _)| *at <= now_ms);
                        let Some(next) = (0..6).filter(|n| due(n).is_some()).min_by_key(|n| model[*n].due) else { break };
                        expected.push((now_ms, next));
                        let (mut at, _) = model[next].due.take().unwrap();
                        if next >= 3 {
                            while at <= now_ms { at += model[next].period; }
                            order += 1;
                            model[next].due = Some((at, order));
                        }
                    }
                }
            }
            prop_assert_eq!(&*log.borrow(), &expected);
            prop_assert_eq!(store.next_deadline_ms(), model.iter().filter_map(|timer| timer.due).map(|(at, _)| at).min());
            for (timer, model) in timers.iter().zip(&model) {
                prop_assert_eq!(tx(&mut store, |tx| timer.is_running(tx)), model.due.is_some());
            }
        }
        store.free_owner(owner);
        prop_assert_eq!(store.next_deadline_ms(), None);
        prop_assert_eq!(fire(&mut store, u64::MAX), 0);
        check_empty(&mut store);
    }
}

#[test]
fn intervals_and_timeouts_start_when_the_page_is_live() {
    let (mut store, _, count) = store(|cx| {
        let count = cx.signal(0);
        cx.interval(ms(100), move |tx| *count.get_mut(tx) += 1);
        cx.timeout(ms(250), move |tx| *count.get_mut(tx) += 100);
        count
    });
    assert_eq!(store.next_deadline_ms(), None);
    assert_eq!(fire(&mut store, 10_000), 0);
    store.start_effects(10_000, 10);
    assert_eq!(store.next_deadline_ms(), Some(10_100));
    assert_eq!(fire(&mut store, 10_099), 0);
    assert_eq!(fire(&mut store, 10_100), 1);
    assert_eq!(fire(&mut store, 10_260), 2);
    assert_eq!(tx(&mut store, |tx| *count.get(tx)), 102);
    // The tab was away for a minute.
    assert_eq!(fire(&mut store, 70_050), 1, "what is overdue happens once");
    assert_eq!(
        store.next_deadline_ms(),
        Some(70_100),
        "and keeps its rhythm"
    );
}

#[test]
fn what_a_timer_arms_is_not_due_in_the_same_turn() {
    let (mut store, _, (timer, other)) = store(|cx| {
        let handle = Rc::new(std::cell::Cell::new(None::<Timer>));
        let inner = handle.clone();
        let timer = cx.timer(move |tx| {
            let own = inner.get().expect("set below");
            own.start(tx, Duration::ZERO);
        });
        handle.set(Some(timer));
        (timer, cx.timer(move |tx| timer.start(tx, Duration::ZERO)))
    });
    at(&mut store, 5, |tx| {
        timer.start(tx, ms(1));
        other.start(tx, ms(1));
    });
    assert_eq!(fire(&mut store, 6), 2);
    assert_eq!(store.next_deadline_ms(), Some(7));
    assert_eq!(fire(&mut store, 7), 1);
}

#[test]
fn a_body_may_stop_its_own_interval() {
    let (mut store, _, ()) = store(|cx| {
        let handle = cx.stored(None::<Timer>);
        let interval = cx.interval(ms(20), move |tx| {
            let own = handle.get(tx).expect("set on mount");
            own.stop(tx);
        });
        cx.on_mount(move |tx| handle.set(tx, Some(interval)));
    });
    store.start_effects(0, 10);
    assert_eq!((fire(&mut store, 20), store.next_deadline_ms()), (1, None));
}

#[test]
fn whether_a_timer_runs_is_news_only_when_it_changes() {
    let (mut store, _, timer) = store(|cx| cx.timer(|_| {}));
    let observer = store.create_observer();
    let look = |store: &mut Store| render(store, observer, |r| timer.is_running(r)).ok();
    assert_eq!(look(&mut store), Some(false));
    at(&mut store, 0, |tx| timer.stop(tx));
    assert!(dirty(&mut store).is_empty());
    at(&mut store, 0, |tx| timer.start(tx, ms(5)));
    assert_eq!(dirty(&mut store), [observer]);
    assert_eq!(look(&mut store), Some(true));
    at(&mut store, 1, |tx| timer.start(tx, ms(5)));
    assert!(dirty(&mut store).is_empty(), "a countdown that starts anew");
    assert_eq!(fire(&mut store, 5), 0);
    assert_eq!(fire(&mut store, 6), 1);
    assert_eq!(dirty(&mut store), [observer]);
}

#[test]
fn delays_without_end_do_not_overflow() {
    let (mut store, _, (timer, interval)) =
        store(|cx| (cx.timer(|_| {}), cx.interval(ms(10), |_| {})));
    at(&mut store, 9, |tx| {
        timer.start(tx, Duration::MAX);
        interval.start(tx, Duration::MAX);
    });
    assert_eq!(store.next_deadline_ms(), Some(u64::MAX));
    assert_eq!(fire(&mut store, u64::MAX - 1), 0);
}

#[test]
fn a_panicking_body_is_used_up_and_the_others_fire() {
    let (mut store, _, (bad, good)) = store(|cx| (cx.timer(|_| super::boom()), cx.timer(|_| {})));
    at(&mut store, 0, |tx| {
        bad.start(tx, ms(1));
        good.start(tx, ms(2));
    });
    let due = store.fire_timer(5).expect("one is due");
    assert!(due.location().file().ends_with("timer.rs"));
    assert!(super::caught(|| due.run(&mut store, 5)).is_err());
    assert_eq!(fire(&mut store, 5), 1);
    assert!(!tx(&mut store, |tx| bad.is_running(tx)));
}

#[test]
fn a_session_has_so_many_timers_and_no_more() {
    let (mut store, owner, ()) = store(|cx| {
        for _ in 0..limits::TIMERS_MAX {
            cx.timer(|_| {});
        }
    });
    let full: StoreFull = fault(|| _ = store.with_setup(owner, |cx| cx.timer(|_| {})));
    assert_eq!(full.limit, limits::TIMERS_MAX);
    store.free_owner(owner);
    let owner = store.create_owner(None);
    store.with_setup(owner, |cx| cx.timer(|_| {}));
}
