//! A signal is written within its own `update`, and within a loop over it.
use vango::prelude::*;

fn overlap(tx: &mut Tx, names: Signal<Vec<String>>, count: Signal<usize>) {
    names.update(tx, |list| {
        count.set(tx, list.len());
    });
    for name in names.get(tx) {
        names.get_mut(tx).push(name.clone());
    }
}

fn main() {}
