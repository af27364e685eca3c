//! Property test of lists: against a plain `Vec`, and the log against a copy that follows it as the view does.

use std::collections::HashMap;

use proptest::prelude::*;

use super::list::{Row, row};
use super::{store, tx};
use crate::reactive::edit::ListEdit;
use crate::reactive::{DuplicateKey, ListSignal, NodeId, RowId, Store};

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
        if store.list_edits(node).contains(&ListEdit::Reorder) {
            self.rows = store.list_order(node).collect();
            for edit in store.list_edits(node) {
                if let ListEdit::Insert { row, .. } | ListEdit::Update { row } = *edit {
                    self.look(store, list, row);
                }
            }
            return;
        }
        for edit in store.list_edits(node) {
            match *edit {
                ListEdit::Reorder => unreachable!("looked for above"),
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
                store.list_order(node).position(|other| other == *row),
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
                    list.retain(tx, |row| row.id % divisor != 0);
                });
                self.model.retain(|row| row.id % divisor != 0);
            }
            Op::Sort => {
                tx(&mut self.store, |tx| {
                    list.sort_by(tx, |a, b| a.id.cmp(&b.id));
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
                assert_eq!(list.get_by_key(tx, &id), at.map(|at| &model[at]));
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
