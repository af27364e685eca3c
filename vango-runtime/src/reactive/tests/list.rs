//! Lists: against a plain `Vec`, the log against a copy that replays it, and the cost of one edit.

use std::collections::HashMap;

use proptest::prelude::*;

use super::{dirty, render, store, tx};
use crate::reactive::fault::Clash;
use crate::reactive::{DuplicateKey, ListEdit, ListSignal, NodeId, RowId, Store};

#[derive(Debug, Clone, PartialEq)]
struct Row {
    id: u64,
    label: u32,
}

fn row(id: u64, label: u32) -> Row {
    Row { id, label }
}

#[derive(Debug, Clone)]
enum Op {
    Push(u64),
    Extend(Vec<u64>),
    Insert(usize, u64),
    Remove(usize),
    RemoveKey(u64),
    Swap(usize, usize),
    MoveTo(usize, usize),
    Clear,
    Replace(Vec<u64>),
    Update(usize),
    UpdateKey(u64),
    Rekey(usize, u64),
    Retain(u64),
    Sort,
    Commit,
}

/// What follows the log, as the view does: row by row, with each row's content when it was last looked at.
#[derive(Default)]
struct Copy {
    rows: Vec<RowId>,
    content: HashMap<RowId, Row>,
}

impl Copy {
    fn follow(&mut self, store: &Store, list: ListSignal<Row>) {
        let node = list.node();
        for edit in store.list_edits(node) {
            match *edit {
                ListEdit::Insert { at, row } => {
                    self.rows.insert(at as usize, row);
                    self.look(store, list, row);
                }
                ListEdit::Remove { at, row } => assert_eq!(self.rows.remove(at as usize), row),
                ListEdit::Move { from, to } => {
                    let row = self.rows.remove(from as usize);
                    self.rows.insert(to as usize, row);
                }
                ListEdit::Swap { a, b } => self.rows.swap(a as usize, b as usize),
                ListEdit::Clear => self.rows.clear(),
                ListEdit::Update { row } => self.look(store, list, row),
                ListEdit::Reset => {
                    assert_eq!(
                        store.list_edits(node).len(),
                        1,
                        "nothing stands beside a reset"
                    );
                    self.rows = store.list_order(node).collect();
                    self.rows
                        .clone()
                        .into_iter()
                        .for_each(|row| self.look(store, list, row));
                }
            }
        }
    }

    fn look(&mut self, store: &Store, list: ListSignal<Row>, row: RowId) {
        assert_eq!(
            list.row(store, row).is_some(),
            store.list_has_row(list.node(), row)
        );
        if let Some(value) = list.row(store, row) {
            self.content.insert(row, value.clone());
        }
    }

    fn check(&self, store: &Store, list: ListSignal<Row>) {
        let node = list.node();
        assert!(
            self.rows.iter().copied().eq(store.list_order(node)),
            "the log leads to the order"
        );
        for (at, row) in self.rows.iter().enumerate() {
            assert_eq!(
                list.row(store, *row),
                self.content.get(row),
                "the log names each row that changed"
            );
            assert_eq!(
                store.list(node).and_then(|node| node.position_of(*row)),
                Some(at)
            );
        }
    }
}

struct World {
    store: Store,
    list: ListSignal<Row>,
    model: Vec<Row>,
    copy: Copy,
    labels: u32,
}

impl World {
    fn find(&self, id: u64) -> Option<usize> {
        self.model.iter().position(|row| row.id == id)
    }

    fn fresh(&mut self, id: u64) -> Row {
        self.labels += 1;
        row(id, self.labels)
    }

    fn added(&mut self, at: usize, row: Row, result: Result<(), DuplicateKey>) {
        match self.find(row.id) {
            Some(position) => assert_eq!(result, Err(DuplicateKey { position })),
            None => {
                assert_eq!(result, Ok(()));
                self.model.insert(at.min(self.model.len()), row);
            }
        }
    }

    fn apply(&mut self, op: &Op) {
        let list = self.list;
        match op {
            Op::Push(id) => {
                let row = self.fresh(*id);
                let result = tx(&mut self.store, |tx| list.push(tx, row.clone()));
                self.added(usize::MAX, row, result);
            }
            Op::Insert(at, id) => {
                let row = self.fresh(*id);
                let result = tx(&mut self.store, |tx| list.insert(tx, *at, row.clone()));
                self.added(*at, row, result);
            }
            Op::Extend(ids) => self.extend(ids),
            Op::Replace(ids) => self.replace(ids),
            Op::Remove(at) => {
                let removed = tx(&mut self.store, |tx| list.remove(tx, *at));
                assert_eq!(
                    removed,
                    (*at < self.model.len()).then(|| self.model.remove(*at))
                );
            }
            Op::RemoveKey(id) => {
                let removed = tx(&mut self.store, |tx| list.remove_key(tx, id));
                assert_eq!(removed, self.find(*id).map(|at| self.model.remove(at)));
            }
            Op::Swap(a, b) => {
                let inside = *a.max(b) < self.model.len();
                assert_eq!(tx(&mut self.store, |tx| list.swap(tx, *a, *b)), inside);
                if inside {
                    self.model.swap(*a, *b);
                }
            }
            Op::MoveTo(from, to) => {
                let inside = *from < self.model.len();
                assert_eq!(
                    tx(&mut self.store, |tx| list.move_to(tx, *from, *to)),
                    inside
                );
                if inside {
                    let row = self.model.remove(*from);
                    self.model.insert((*to).min(self.model.len()), row);
                }
            }
            Op::Clear => {
                tx(&mut self.store, |tx| list.clear(tx));
                self.model.clear();
            }
            Op::Retain(divisor) => {
                tx(&mut self.store, |tx| {
                    list.retain(tx, |row| row.id % divisor != 0)
                });
                self.model.retain(|row| row.id % divisor != 0);
            }
            Op::Sort => {
                tx(&mut self.store, |tx| {
                    list.sort_by(tx, |a, b| a.id.cmp(&b.id))
                });
                self.model.sort_by_key(|row| row.id);
            }
            Op::Update(_) | Op::UpdateKey(_) | Op::Rekey(..) => self.update(op),
            Op::Commit => self.commit(),
        }
        self.check();
    }

    fn extend(&mut self, ids: &[u64]) {
        let list = self.list;
        let rows: Vec<Row> = ids.iter().map(|id| self.fresh(*id)).collect();
        let result = tx(&mut self.store, |tx| list.extend(tx, rows.clone()));
        let before = self.model.len();
        for row in rows {
            if let Some(position) = self.find(row.id) {
                assert_eq!(result, Err(DuplicateKey { position }));
                return self.model.truncate(before);
            }
            self.model.push(row);
        }
        assert_eq!(result, Ok(()));
    }

    fn replace(&mut self, ids: &[u64]) {
        let list = self.list;
        let rows: Vec<Row> = ids.iter().map(|id| self.fresh(*id)).collect();
        let before: HashMap<u64, RowId> = self
            .model
            .iter()
            .map(|row| row.id)
            .zip(self.store.list_order(list.node()))
            .collect();
        let result = tx(&mut self.store, |tx| list.replace(tx, rows.clone()));
        let duplicate =
            (0..ids.len()).find_map(|at| ids[..at].iter().position(|id| *id == ids[at]));
        match duplicate {
            Some(position) => assert_eq!(result, Err(DuplicateKey { position })),
            None => {
                assert_eq!(result, Ok(()));
                for (id, row) in ids.iter().zip(self.store.list_order(list.node())) {
                    assert!(
                        before.get(id).is_none_or(|before| *before == row),
                        "a known key stays the same row"
                    );
                }
                self.model = rows;
            }
        }
    }

    fn update(&mut self, op: &Op) {
        let (list, label) = (self.list, self.fresh(0).label);
        let (at, key) = match op {
            Op::Update(at) | Op::Rekey(at, _) => {
                (Some(*at).filter(|at| *at < self.model.len()), None)
            }
            Op::UpdateKey(id) => (self.find(*id), Some(*id)),
            _ => unreachable!("only updates come here"),
        };
        let rekey = match op {
            // Two rows with one key would make the model ambiguous; there is a test of its own for that.
            Op::Rekey(_, id) if self.find(*id).is_none() => Some(*id),
            _ => None,
        };
        let change = |row: &mut Row| {
            row.label = label;
            row.id = rekey.unwrap_or(row.id);
        };
        tx(&mut self.store, |tx| {
            let opened = match (key, op) {
                (Some(key), _) => list.get_mut_by_key(tx, &key),
                (None, Op::Update(at) | Op::Rekey(at, _)) => list.get_mut(tx, *at),
                (None, _) => None,
            };
            assert_eq!(opened.is_some(), at.is_some());
            opened.map(change);
        });
        if let Some(at) = at {
            change(&mut self.model[at]);
        }
    }

    fn commit(&mut self) {
        let node = self.list.node();
        let changed: Vec<NodeId> = self.store.changed_lists().to_vec();
        assert_eq!(
            changed.contains(&node),
            !self.store.list_edits(node).is_empty()
        );
        self.copy.follow(&self.store, self.list);
        self.copy.check(&self.store, self.list);
        self.store.clear_edits();
        assert!(self.store.list_edits(node).is_empty() && self.store.changed_lists().is_empty());
    }

    fn check(&mut self) {
        let (list, model) = (self.list, &self.model);
        tx(&mut self.store, |tx| {
            assert!(list.iter(tx).eq(model.iter()));
            assert_eq!(
                (list.len(tx), list.is_empty(tx)),
                (model.len(), model.is_empty())
            );
            for id in 0..12 {
                let at = model.iter().position(|row| row.id == id);
                assert_eq!(list.position(tx, &id), at, "position of {id}");
                assert_eq!(list.contains_key(tx, &id), at.is_some());
            }
            assert_eq!(list.get(tx, 0), model.first());
        });
    }
}

fn op() -> impl Strategy<Value = Op> {
    let id = || 0..12u64;
    let at = || 0..14usize;
    prop_oneof![
        3 => id().prop_map(Op::Push),
        1 => prop::collection::vec(id(), 0..4).prop_map(Op::Extend),
        1 => prop::sample::subsequence((0..12).collect::<Vec<u64>>(), 0..12).prop_shuffle().prop_map(Op::Extend),
        2 => (at(), id()).prop_map(|(at, id)| Op::Insert(at, id)),
        2 => at().prop_map(Op::Remove),
        1 => id().prop_map(Op::RemoveKey),
        2 => (at(), at()).prop_map(|(a, b)| Op::Swap(a, b)),
        2 => (at(), at()).prop_map(|(from, to)| Op::MoveTo(from, to)),
        1 => Just(Op::Clear),
        1 => prop::sample::subsequence((0..12).collect::<Vec<u64>>(), 0..12).prop_shuffle().prop_map(Op::Replace),
        1 => prop::collection::vec(id(), 0..5).prop_map(Op::Replace),
        2 => at().prop_map(Op::Update),
        2 => id().prop_map(Op::UpdateKey),
        1 => (at(), id()).prop_map(|(at, id)| Op::Rekey(at, id)),
        1 => (2..5u64).prop_map(Op::Retain),
        1 => Just(Op::Sort),
        2 => Just(Op::Commit),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_list_is_a_vec_and_its_log_leads_there(ops in prop::collection::vec(op(), 0..120)) {
        let (store, _, list) = store(|cx| cx.list(|row: &Row| row.id));
        let mut world = World { store, list, model: Vec::new(), copy: Copy::default(), labels: 0 };
        ops.iter().for_each(|op| world.apply(op));
        world.apply(&Op::Commit);
    }
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
            .filter_map(|row| list.row(r.store, row))
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
                list.clear(tx)
            } else {
                list.retain(tx, |_| false)
            }
        });
    }
}

#[test]
fn a_freed_list_is_gone() {
    let (mut store, owner, list) = store(|cx| cx.list(|row: &Row| row.id));
    tx(&mut store, |tx| {
        assert_eq!(list.push(tx, row(1, 1)), Ok(()))
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
