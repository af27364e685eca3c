//! Two handles, one signal: a lens and its signal.
use vango::prelude::*;

fn overlap(tx: &mut Tx, pair: Signal<(String, String)>) {
    let part = pair.lens(|pair| &pair.0, |pair| &mut pair.0);
    let first = part.get_mut(tx);
    let second = &mut pair.get_mut(tx).1;
    std::mem::swap(first, second);
}

fn main() {}
