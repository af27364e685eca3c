//! A callback is called, a list edited and an action run while a value of the session is borrowed.
use vango::prelude::*;

fn overlap(tx: &mut Tx, name: Signal<String>, on_pick: Callback<usize>, rows: ListSignal<u8, u8>) {
    let text = name.get(tx);
    on_pick.call(tx, text.len());
    println!("{text}");
    if let Some(row) = rows.get_mut(tx, 0) {
        rows.remove(tx, 0);
        *row += 1;
    }
}

fn main() {}
