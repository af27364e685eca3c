//! Two handles, one signal: a lens and its signal, a handle and its copy.
use vango::prelude::*;

fn overlap(tx: &mut Tx, pair: Signal<(String, String)>) {
    let part = pair.lens(|pair| &pair.0, |pair| &mut pair.0);
    let first = part.get_mut(tx);
    let second = &mut pair.get_mut(tx).1;
    std::mem::swap(first, second);
    let copy = pair;
    let held = pair.get(tx);
    copy.set(tx, (String::new(), String::new()));
    println!("{}", held.0);
}

fn main() {}
