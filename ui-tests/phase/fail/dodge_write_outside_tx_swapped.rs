//! Contexts of two phases are exchanged: they are two types.
use vango::prelude::*;

fn swapped<'s>(r: &mut Render<'s>, tx: &mut Tx<'s>, count: Signal<i32>) {
    std::mem::swap(r, tx);
    count.set(r, 1);
}

fn main() {}
