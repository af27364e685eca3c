//! Memos: lazy, cut off on equality, whole after a panic, never in a circle.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::{boom, caught, check_edges, dirty, fault, render, store, tx};
use crate::reactive::limits::MEMO_DEPTH_MAX;
use crate::reactive::{Memo, MemoCycle, MemoTooDeep, fault_message};

/// Counts runs; `Arc` and atomics pass the purity bound, which is why tests may use them.
#[derive(Clone, Default)]
struct Runs(Arc<AtomicU32>);

impl Runs {
    fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
    fn take(&self) -> u32 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

#[test]
fn a_memo_is_lazy_and_runs_once_per_change() {
    let runs = Runs::default();
    let counted = runs.clone();
    let (mut store, _, (count, double)) = store(|cx| {
        let count = cx.signal(1);
        let double = cx.memo(move |r| {
            counted.count();
            count.get(r) * 2
        });
        (count, double)
    });
    assert_eq!(runs.take(), 0, "nobody has read it");
    tx(&mut store, |tx| {
        assert_eq!((*double.get(tx), *double.get(tx)), (2, 2));
        count.set(tx, 2);
        count.set(tx, 3);
        assert_eq!(*double.get(tx), 6, "a read after a write is fresh");
    });
    assert_eq!(runs.take(), 2);
    assert!(dirty(&mut store).is_empty());
    assert_eq!(runs.take(), 0, "nobody observes it");
}

#[test]
fn an_equal_value_ends_the_propagation() {
    let runs = Runs::default();
    let counted = runs.clone();
    let (mut store, _, (count, parity, label)) = store(|cx| {
        let count = cx.signal(0);
        let parity = cx.memo(move |r| count.get(r) % 2);
        let label = cx.memo(move |r| {
            counted.count();
            if *parity.get(r) == 0 { "even" } else { "odd" }
        });
        (count, parity, label)
    });
    let observer = store.create_observer();
    assert!(render(&mut store, observer, |r| *label.get(r)).is_ok_and(|text| text == "even"));
    assert_eq!(runs.take(), 1);
    for (value, told, ran) in [(2, false, 0), (4, false, 0), (5, true, 1), (7, false, 0)] {
        tx(&mut store, |tx| count.set(tx, value));
        assert_eq!(dirty(&mut store) == [observer], told, "count = {value}");
        assert_eq!(runs.take(), ran, "count = {value}");
        check_edges(&mut store);
    }
    assert_eq!(tx(&mut store, |tx| *parity.get(tx)), 1);
}

#[test]
fn a_memo_read_between_two_writes_still_tells_its_observers() {
    // The read moves the memo's edges away from `which` before the write to `which` was propagated.
    let (mut store, _, (which, a, b, shown)) = store(|cx| {
        let (which, a, b) = (cx.signal(true), cx.signal(1), cx.signal(2));
        let shown = cx.memo(move |r| if *which.get(r) { *a.get(r) } else { 0 });
        let shown = cx.memo(move |r| {
            if *which.get(r) {
                *shown.get(r)
            } else {
                *b.get(r)
            }
        });
        (which, a, b, shown)
    });
    let observer = store.create_observer();
    assert!(render(&mut store, observer, |r| *shown.get(r)).is_ok_and(|value| value == 1));
    tx(&mut store, |tx| {
        which.set(tx, false);
        assert_eq!(*shown.get(tx), 2);
        b.set(tx, 3);
        a.set(tx, 9);
    });
    assert_eq!(dirty(&mut store), [observer]);
    assert!(render(&mut store, observer, |r| *shown.get(r)).is_ok_and(|value| value == 3));
    tx(&mut store, |tx| a.set(tx, 10));
    assert!(dirty(&mut store).is_empty(), "`a` is not read any more");
}

#[test]
fn a_panicking_memo_surfaces_in_render_and_recovers() {
    let (mut store, _, (input, outer)) = store(|cx| {
        let input = cx.signal(1);
        let inner = cx.memo(move |r| {
            if *input.get(r) == 13 {
                boom()
            } else {
                *input.get(r) / 10
            }
        });
        (input, cx.memo(move |r| *inner.get(r)))
    });
    let observer = store.create_observer();
    let rendered = |store: &mut _| render(store, observer, |r| *outer.get(r)).ok();
    assert_eq!(rendered(&mut store), Some(0));
    tx(&mut store, |tx| input.set(tx, 13));
    assert_eq!(dirty(&mut store), [observer], "a panic is a change");
    assert_eq!(rendered(&mut store), None);
    assert_eq!(rendered(&mut store), None, "the next read tries again");
    check_edges(&mut store);
    assert!(dirty(&mut store).is_empty());
    // The value is the one from before the panic, but the page shows the panic: recovery is a change too.
    tx(&mut store, |tx| input.set(tx, 2));
    assert_eq!(dirty(&mut store), [observer]);
    assert_eq!(rendered(&mut store), Some(0));
    tx(&mut store, |tx| input.set(tx, 3));
    assert!(dirty(&mut store).is_empty());
}

#[test]
fn a_panic_stands_until_an_input_changes() {
    let runs = Runs::default();
    let counted = runs.clone();
    let (mut store, _, (input, other, tens)) = store(|cx| {
        let (input, other) = (cx.signal(13), cx.signal(0));
        let tens = cx.memo(move |r| *other.get(r) / 10);
        let risky = cx.memo(move |r| {
            counted.count();
            if *input.get(r) == 13 { boom() } else { 0 }
        });
        (input, other, cx.memo(move |r| *tens.get(r) + *risky.get(r)))
    });
    let observer = store.create_observer();
    assert!(render(&mut store, observer, |r| *tens.get(r)).is_err());
    assert_eq!(runs.take(), 1);
    tx(&mut store, |tx| other.set(tx, 1));
    assert!(dirty(&mut store).is_empty());
    assert_eq!(
        runs.take(),
        0,
        "asking whether it changed does not try again"
    );
    tx(&mut store, |tx| input.set(tx, 1));
    assert_eq!(dirty(&mut store), [observer]);
}

#[test]
fn a_node_is_recorded_once_even_when_a_memo_reads_it_in_between() {
    let (mut store, _, (a, memo)) = store(|cx| {
        let a = cx.signal(1);
        (a, cx.memo(move |r| a.get(r) + a.get(r)))
    });
    let observer = store.create_observer();
    assert!(
        render(&mut store, observer, |r| a.get(r) + memo.get(r) + a.get(r))
            .is_ok_and(|sum| sum == 4)
    );
    assert_eq!(store.observers.dependencies(0).map(<[_]>::len), Some(2));
    check_edges(&mut store);
}

#[test]
fn a_memo_that_fails_for_its_own_reasons_is_tried_again() {
    let fails = Arc::new(AtomicU32::new(1));
    let left = fails.clone();
    let (mut store, _, memo) = store(|cx| {
        cx.memo(move |_| {
            if left.fetch_sub(1, Ordering::Relaxed) == 1 {
                boom()
            } else {
                5
            }
        })
    });
    assert!(caught(|| tx(&mut store, |tx| *memo.get(tx))).is_err());
    assert_eq!(tx(&mut store, |tx| *memo.get(tx)), 5);
}

thread_local! {
    /// The one way to tie a circle: captured cells are refused.
    static LATER: Cell<Option<Memo<i64>>> = const { Cell::new(None) };
}

#[test]
fn a_cycle_is_a_panic_that_names_it() {
    let (mut store, _, (gate, outside)) = store(|cx| {
        let gate = cx.signal(true);
        let first = cx.memo(move |r| {
            if *gate.get(r) {
                LATER.get().map_or(0, |later| *later.get(r))
            } else {
                1
            }
        });
        let second = cx.memo(move |r| *first.get(r));
        LATER.set(Some(second));
        (gate, cx.memo(move |r| *second.get(r)))
    });
    let cycle: MemoCycle = fault(|| _ = tx(&mut store, |tx| *outside.get(tx)));
    assert_eq!(cycle.chain.len(), 2, "the memo outside is not part of it");
    assert!(cycle.chain.iter().all(|at| at.file().ends_with("memo.rs")));
    assert!(
        cycle.chain[0].line() > cycle.chain[1].line(),
        "the second reads the first, which closes the circle"
    );
    let text = fault_message(&cycle).unwrap_or_default();
    assert_eq!(text.matches("memo.rs:").count(), 3, "{text}");
    tx(&mut store, |tx| gate.set(tx, false));
    assert_eq!(
        tx(&mut store, |tx| *outside.get(tx)),
        1,
        "nothing is left running"
    );
    check_edges(&mut store);
}

#[test]
fn nesting_is_bounded() {
    let chain = |length: usize| {
        let (mut store, _, last) = store(|cx| {
            let base = cx.signal(1);
            let first = cx.memo(move |r| *base.get(r));
            (1..length).fold(first, |memo, _| cx.memo(move |r| *memo.get(r)))
        });
        caught(|| tx(&mut store, |tx| *last.get(tx)))
    };
    assert!(chain(MEMO_DEPTH_MAX).is_ok_and(|value| value == 1));
    let error = chain(MEMO_DEPTH_MAX + 1).expect_err("one too many");
    assert!(
        error
            .downcast_ref::<MemoTooDeep>()
            .is_some_and(|fault| fault.limit == MEMO_DEPTH_MAX)
    );
}

#[test]
fn references_outlive_a_recomputation_beside_them() {
    let (mut store, _, (input, text, length)) = store(|cx| {
        let input = cx.signal(String::from("abc"));
        let text = cx.memo(move |r| input.get(r).to_uppercase());
        (input, text, cx.memo(move |r| text.get(r).len()))
    });
    tx(&mut store, |tx| {
        assert_eq!(text.get(tx), "ABC");
        input.get_mut(tx).push('d');
        let (text, length) = (text.get(tx), *length.get(tx));
        assert_eq!((text.as_str(), length), ("ABCD", 4));
    });
}
