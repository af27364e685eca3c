//! Observers and selectors: who is told, and what being told costs.

use super::{boom, check_edges, check_empty, dirty, render, store, tx};
use crate::reactive::Render;
use crate::reactive::limits::SUBSCRIBERS_SCAN_MAX;

#[test]
fn each_dirty_observer_is_reported_once() {
    let (mut store, owner, (a, b)) = store(|cx| (cx.signal(1), cx.signal(2)));
    let (both, first) = (store.create_observer(), store.create_observer());
    _ = render(&mut store, both, |r| a.get(r) + b.get(r) + a.get(r));
    _ = render(&mut store, first, |r| *a.get(r));
    tx(&mut store, |tx| {
        a.set(tx, 2);
        b.set(tx, 3);
        a.set(tx, 4);
    });
    assert!(store.has_pending());
    assert_eq!(dirty(&mut store), [both, first]);
    assert!(!store.has_pending() && dirty(&mut store).is_empty());
    tx(&mut store, |tx| b.set(tx, 4));
    assert_eq!(
        dirty(&mut store),
        [both],
        "reported again although it was not rendered"
    );
    store.free_observer(both);
    tx(&mut store, |tx| b.set(tx, 5));
    assert!(dirty(&mut store).is_empty());
    store.free_observer(first);
    store.free_owner(owner);
    check_empty(&mut store);
}

#[test]
fn a_rendering_without_reads_is_empty() {
    let (mut store, _, a) = store(|cx| cx.signal(1));
    assert!(Render::new(&store, None).into_reads().is_empty());
    let r = Render::new(&store, None);
    a.get(&r);
    assert!(!r.into_reads().is_empty());
    let observer = store.create_observer();
    _ = render(&mut store, observer, |_| ());
    tx(&mut store, |tx| a.set(tx, 2));
    assert!(dirty(&mut store).is_empty());
}

#[test]
fn a_write_between_rendering_and_tracking_is_not_missed() {
    let (mut store, _, a) = store(|cx| cx.signal(1));
    let observer = store.create_observer();
    let r = Render::new(&store, None);
    a.get(&r);
    let reads = r.into_reads();
    tx(&mut store, |tx| a.set(tx, 2));
    assert!(
        dirty(&mut store).is_empty(),
        "propagated before the edges stand"
    );
    store.track(observer, reads);
    assert_eq!(dirty(&mut store), [observer]);
}

#[test]
fn an_unwatched_branch_is_not_evaluated() {
    let (mut store, _, (open, guarded)) = store(|cx| {
        let open = cx.signal(true);
        (
            open,
            cx.memo(move |r| if *open.get(r) { 1 } else { boom() }),
        )
    });
    let observer = store.create_observer();
    let show = |r: &mut Render<'_>| if *open.get(r) { *guarded.get(r) } else { 0 };
    assert!(render(&mut store, observer, show).is_ok_and(|value| value == 1));
    tx(&mut store, |tx| open.set(tx, false));
    // The hook would print a panic of the memo; the check stops at `open`, which has changed.
    assert_eq!(dirty(&mut store), [observer]);
    assert!(render(&mut store, observer, show).is_ok_and(|value| value == 0));
}

#[test]
fn a_selection_concerns_two_rows() {
    let (mut store, owner, (chosen, selector)) = store(|cx| {
        let chosen = cx.signal(None::<u32>);
        (chosen, cx.selector(move |r| *chosen.get(r)))
    });
    let rows: Vec<_> = (0..1000u32).map(|_| store.create_observer()).collect();
    for (key, row) in rows.iter().enumerate() {
        assert!(render(&mut store, *row, |r| selector.is(r, &(key as u32))).is_ok_and(|is| !is));
    }
    let whole = store.create_observer();
    _ = render(&mut store, whole, |r| selector.get(r).copied());
    let select = |store: &mut _, key| tx(store, |tx| chosen.set(tx, key));
    select(&mut store, Some(5));
    assert_eq!(dirty(&mut store), [rows[5], whole]);
    assert!(render(&mut store, rows[5], |r| selector.is(r, &5)).is_ok_and(|is| is));
    select(&mut store, Some(5));
    assert!(dirty(&mut store).is_empty(), "the same selection again");
    // Two moves that are both read, between two commits.
    select(&mut store, Some(6));
    assert!(tx(&mut store, |tx| selector.is(tx, &6)
        && selector.get(tx) == Some(&6)));
    select(&mut store, Some(7));
    assert_eq!(
        dirty(&mut store),
        [rows[5], rows[7], whole],
        "nobody has seen 6"
    );
    for row in [5, 7] {
        _ = render(&mut store, rows[row], |r| selector.is(r, &(row as u32)));
    }
    select(&mut store, None);
    assert_eq!(dirty(&mut store), [rows[7], whole]);
    check_edges(&mut store);
    rows.into_iter()
        .chain([whole])
        .for_each(|row| store.free_observer(row));
    store.free_owner(owner);
    check_empty(&mut store);
}

#[test]
fn keys_with_one_hash_are_told_apart() {
    #[derive(PartialEq, Eq, Clone, Copy)]
    struct Colliding(u32);
    impl std::hash::Hash for Colliding {
        fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
    }
    let (mut store, _, (chosen, selector)) = store(|cx| {
        let chosen = cx.signal(Some(Colliding(1)));
        (chosen, cx.selector(move |r| *chosen.get(r)))
    });
    let rows = [1, 2, 3].map(|key| (key, store.create_observer()));
    let show =
        |store: &mut _, (key, row)| render(store, row, |r| selector.is(r, &Colliding(key))).ok();
    assert_eq!(
        rows.map(|row| show(&mut store, row)),
        [Some(true), Some(false), Some(false)]
    );
    tx(&mut store, |tx| chosen.set(tx, Some(Colliding(2))));
    let told = dirty(&mut store);
    assert!(
        told.contains(&rows[0].1) && told.contains(&rows[1].1),
        "never missed"
    );
    assert_eq!(
        rows.map(|row| show(&mut store, row)),
        [Some(false), Some(true), Some(false)]
    );
}

#[test]
fn a_panicking_selector_tells_all_and_recovers() {
    let (mut store, _, (chosen, selector)) = store(|cx| {
        let chosen = cx.signal(1u32);
        (
            chosen,
            cx.selector(move |r| {
                if *chosen.get(r) == 13 {
                    boom()
                } else {
                    Some(*chosen.get(r))
                }
            }),
        )
    });
    let rows = [1, 2].map(|key| (key, store.create_observer()));
    let show = |store: &mut _, (key, row)| render(store, row, |r| selector.is(r, &key)).ok();
    assert_eq!(
        rows.map(|row| show(&mut store, row)),
        [Some(true), Some(false)]
    );
    let all: Vec<_> = rows.iter().map(|row| row.1).collect();
    tx(&mut store, |tx| chosen.set(tx, 13));
    assert_eq!(dirty(&mut store), all);
    assert_eq!(rows.map(|row| show(&mut store, row)), [None, None]);
    tx(&mut store, |tx| chosen.set(tx, 1));
    assert_eq!(dirty(&mut store), all, "both show a panic");
    assert_eq!(
        rows.map(|row| show(&mut store, row)),
        [Some(true), Some(false)]
    );
    check_edges(&mut store);
}

#[test]
fn a_memo_over_a_key_recovers_with_its_selector() {
    let (mut store, _, (chosen, memo)) = store(|cx| {
        let chosen = cx.signal(1u32);
        let selector = cx.selector(move |r| {
            if *chosen.get(r) == 13 {
                boom()
            } else {
                Some(*chosen.get(r))
            }
        });
        (chosen, cx.memo(move |r| selector.is(r, &2)))
    });
    assert!(!tx(&mut store, |tx| *memo.get(tx)));
    tx(&mut store, |tx| chosen.set(tx, 13));
    // The panic meets the memo while it is verified, so it stays subscribed to a key that is not selected.
    let observer = store.create_observer();
    assert!(render(&mut store, observer, |r| *memo.get(r)).is_err());
    tx(&mut store, |tx| chosen.set(tx, 1));
    assert_eq!(dirty(&mut store), [observer]);
    assert!(render(&mut store, observer, |r| *memo.get(r)).is_ok_and(|is| !is));
}

#[test]
fn long_subscriber_lists_are_swept() {
    let (mut store, owner, (a, b)) = store(|cx| (cx.signal(1), cx.signal(1)));
    let observers: Vec<_> = (0..SUBSCRIBERS_SCAN_MAX * 8)
        .map(|_| store.create_observer())
        .collect();
    for round in 0..4 {
        for observer in &observers {
            let which = if round % 2 == 0 { a } else { b };
            _ = render(&mut store, *observer, |r| *which.get(r));
        }
        check_edges(&mut store);
    }
    tx(&mut store, |tx| a.set(tx, 2));
    assert!(dirty(&mut store).is_empty());
    tx(&mut store, |tx| b.set(tx, 2));
    assert_eq!(dirty(&mut store), observers);
    // Freed and given out again in part, so that old entries name new observers.
    observers[..400]
        .iter()
        .for_each(|observer| store.free_observer(*observer));
    let again: Vec<_> = (0..200).map(|_| store.create_observer()).collect();
    for observer in &again {
        _ = render(&mut store, *observer, |r| *b.get(r));
    }
    check_edges(&mut store);
    tx(&mut store, |tx| b.set(tx, 3));
    assert_eq!(dirty(&mut store).len(), observers.len() - 200);
    again
        .iter()
        .chain(&observers[400..])
        .for_each(|observer| store.free_observer(*observer));
    check_edges(&mut store);
    store.free_owner(owner);
    check_empty(&mut store);
}

#[test]
fn memory_follows_what_is_there() {
    let (mut store, owner, _) =
        store(|cx| (0..100).map(|_| cx.signal([0u8; 100])).collect::<Vec<_>>());
    let full = store.memory_bytes();
    assert!((100 * (64 + 100)..40_000).contains(&full), "{full}");
    store.free_owner(owner);
    assert!(store.memory_bytes() + 9_000 < full, "values are gone");
}
