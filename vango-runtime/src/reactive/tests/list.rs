//! Lists: the cost of one edit, keys, row ids, and who is told. See `list_model` for the property test.

use super::{dirty, fault, render, store, tx};
use crate::reactive::fault::Clash;
use crate::reactive::{DuplicateKey, ListEdit, ListSignal, RowId, Store};

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) id: u64,
    pub(super) label: u32,
}

pub(super) fn row(id: u64, label: u32) -> Row {
    Row { id, label }
}

fn ten_thousand() -> (Store, ListSignal<Row>) {
    let (mut store, _, list) = store(|cx| cx.list(|row: &Row| row.id));
    assert_eq!(
        tx(&mut store, |tx| list
            .replace(tx, (0..10_000).map(|id| row(id, 0)))),
        Ok(())
    );
    assert_eq!(
        store.list_edits(list.node()).len(),
        10_000,
        "a first filling is inserts, not a reset"
    );
    store.clear_edits();
    (store, list)
}

#[test]
fn one_edit_of_ten_thousand_rows_is_one_entry() {
    let (mut store, list) = ten_thousand();
    let node = list.node();
    let ids: Vec<RowId> = store.list_order(node).collect();
    tx(&mut store, |tx| {
        assert!(list.swap(tx, 1, 9_998));
        list.get_mut_by_key(tx, &5).expect("there is a row 5").label = 1;
        list.get_mut(tx, 5).expect("there is a row at 5").label = 2;
        assert_eq!(list.remove(tx, 2), Some(row(2, 0)));
        assert!(list.move_to(tx, 0, 10));
    });
    let edits = [
        ListEdit::Swap { a: 1, b: 9_998 },
        ListEdit::Update { row: ids[5] },
        ListEdit::Remove { at: 2, row: ids[2] },
        ListEdit::Move { from: 0, to: 10 },
    ];
    assert_eq!(store.list_edits(node), edits);
    assert_eq!(store.changed_lists(), [node]);
}

#[test]
fn what_changes_nothing_marks_nothing() {
    let (mut store, list) = ten_thousand();
    dirty(&mut store);
    tx(&mut store, |tx| {
        assert!(list.swap(tx, 3, 3) && list.move_to(tx, 4, 4));
        assert!(!list.swap(tx, 3, 10_000) && !list.move_to(tx, 10_000, 0));
        assert_eq!(list.push(tx, row(7, 1)), Err(DuplicateKey { position: 7 }));
        assert_eq!(list.remove(tx, 10_000), None);
        assert_eq!(list.remove_key(tx, &10_000), None);
        assert!(list.get_mut(tx, 10_000).is_none());
        list.retain(tx, |_| true);
        list.sort_by(tx, |a, b| a.id.cmp(&b.id));
    });
    assert!(!store.has_pending());
}

#[test]
fn a_log_that_outgrows_the_list_becomes_a_reset() {
    let (mut store, _, list) = store(|cx| cx.list(|row: &Row| row.id));
    tx(&mut store, |tx| {
        assert_eq!(list.extend(tx, [row(1, 0), row(2, 0)]), Ok(()));
        for _ in 0..500 {
            list.swap(tx, 0, 1);
        }
    });
    assert_eq!(store.list_edits(list.node()), [ListEdit::Reset]);
    tx(&mut store, |tx| {
        list.clear(tx);
        assert_eq!(list.push(tx, row(3, 0)), Ok(()));
    });
    assert!(matches!(
        store.list_edits(list.node()),
        [ListEdit::Clear, ListEdit::Insert { at: 0, .. }]
    ));
}

#[test]
fn a_removal_of_many_rows_is_a_log_while_it_is_the_smaller_part() {
    let (mut store, list) = ten_thousand();
    tx(&mut store, |tx| list.retain(tx, |row| row.id % 10 != 0));
    let edits = store.list_edits(list.node());
    assert_eq!(edits.len(), 1000);
    assert!(
        matches!(edits[1], ListEdit::Remove { at: 9, .. }),
        "positions are those at the time"
    );
    store.clear_edits();
    tx(&mut store, |tx| list.retain(tx, |row| row.id == 1));
    assert_eq!(store.list_edits(list.node()), [ListEdit::Reset]);
}

#[test]
fn a_changed_key_is_followed_and_reported() {
    let (mut store, _, list) = store(|cx| cx.list(|row: &Row| row.id));
    tx(&mut store, |tx| {
        assert_eq!(list.extend(tx, [row(1, 0), row(2, 0), row(3, 0)]), Ok(()));
        list.get_mut(tx, 0).expect("there is a row at 0").id = 10;
        assert_eq!(
            (list.position(tx, &1), list.position(tx, &10)),
            (None, Some(0)),
            "before it is settled"
        );
    });
    assert!(store.take_key_changes().is_empty());
    store.clear_edits();
    let changes = store.take_key_changes();
    assert!(
        matches!(&changes[..], [change] if change.clash == Clash::None && change.list.file().ends_with("list.rs"))
    );
    // To the key of another row: both stay, either is found.
    tx(&mut store, |tx| {
        list.get_mut(tx, 1).expect("there is a row at 1").id = 3;
        assert_eq!(list.remove_key(tx, &3).map(|row| row.id), Some(3));
        assert_eq!(list.remove_key(tx, &3).map(|row| row.id), Some(3));
        assert_eq!(list.remove_key(tx, &3), None);
        assert_eq!(list.push(tx, row(3, 1)), Ok(()));
        assert_eq!(list.len(tx), 2);
    });
    assert_eq!(
        store
            .take_key_changes()
            .iter()
            .map(|change| change.clash)
            .collect::<Vec<_>>(),
        [Clash::AnotherRow]
    );
}

#[test]
fn keys_with_one_hash_are_told_apart() {
    #[derive(PartialEq, Eq, Clone, Copy, Debug)]
    struct Colliding(u64);
    impl std::hash::Hash for Colliding {
        fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
    }
    let (mut store, _, list) = store(|cx| cx.list(|row: &Row| Colliding(row.id)));
    tx(&mut store, |tx| {
        assert_eq!(list.extend(tx, (0..50).map(|id| row(id, 0))), Ok(()));
        assert_eq!(
            list.push(tx, row(20, 1)),
            Err(DuplicateKey { position: 20 })
        );
        for id in (0..50).step_by(2) {
            assert_eq!(list.remove_key(tx, &Colliding(id)), Some(row(id, 0)));
        }
        for id in 0..50 {
            assert_eq!(list.contains_key(tx, &Colliding(id)), id % 2 == 1);
        }
    });
}

#[test]
fn keys_are_found_by_what_they_borrow_as() {
    let (mut store, _, list) = store(|cx| cx.list(|name: &String| name.clone()));
    tx(&mut store, |tx| {
        assert_eq!(list.push(tx, "a".into()), Ok(()));
        assert_eq!(list.position(tx, "a"), Some(0));
        assert!(!list.contains_key(tx, "b"));
    });
}

#[test]
fn readers_of_a_list_are_told_and_each_is_not() {
    let (mut store, list) = ten_thousand();
    let (reader, each) = (store.create_observer(), store.create_observer());
    assert!(render(&mut store, reader, |r| list.len(r)).is_ok_and(|length| length == 10_000));
    _ = render(&mut store, each, |r| {
        r.store
            .list_order(list.node())
            .filter_map(|row| list.row(&r.store, row))
            .count()
    });
    tx(&mut store, |tx| _ = list.remove(tx, 0));
    assert_eq!(dirty(&mut store), [reader]);
}

#[test]
fn a_row_id_is_never_given_out_twice() {
    let (mut store, _, list) = store(|cx| cx.list(|row: &Row| row.id));
    let mut seen = std::collections::HashSet::new();
    for round in 0..50 {
        tx(&mut store, |tx| {
            assert_eq!(list.extend(tx, [row(1, round), row(2, round)]), Ok(()));
        });
        assert!(store.list_order(list.node()).all(|row| seen.insert(row)));
        assert!(
            store.list_order(list.node()).all(|row| row.slot() < 2),
            "slots are used again"
        );
        tx(&mut store, |tx| {
            if round % 2 == 0 {
                list.clear(tx);
            } else {
                list.retain(tx, |_| false);
            }
        });
    }
}

#[test]
fn a_list_can_start_with_rows() {
    let (mut store, owner, list) = store(|cx| cx.list_from([row(1, 0), row(2, 0)], |row| row.id));
    assert!(!store.has_pending(), "nobody has seen it without them");
    assert_eq!(tx(&mut store, |tx| list.position(tx, &2)), Some(1));
    let text: String = fault(|| {
        store.with_setup(owner, |cx| {
            cx.list_from([row(1, 0), row(1, 1)], |row| row.id);
        });
    });
    assert!(text.contains("position 0"), "{text}");
}

#[test]
fn a_freed_list_is_gone() {
    let (mut store, owner, list) = store(|cx| cx.list(|row: &Row| row.id));
    tx(&mut store, |tx| {
        assert_eq!(list.push(tx, row(1, 1)), Ok(()));
    });
    let node = list.node();
    store.free_owner(owner);
    assert!(
        store.list(node).is_none()
            && store.list_edits(node).is_empty()
            && store.changed_lists().is_empty()
    );
    assert_eq!(store.list_order(node).len(), 0);
    store.clear_edits();
}
