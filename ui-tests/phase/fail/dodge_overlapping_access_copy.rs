//! Two copies of one handle: what one has lent is in the way of the other.
use vango::prelude::*;

fn overlap(tx: &mut Tx, pair: Signal<(String, String)>) {
    let copy = pair;
    let held = pair.get(tx);
    copy.set(tx, (String::new(), String::new()));
    println!("{}", held.0);
}

fn main() {}
