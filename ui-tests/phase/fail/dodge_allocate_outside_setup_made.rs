//! A setup context made in a handler.
use vango::prelude::*;

fn made(tx: &mut Tx) -> Signal<i32> {
    let mut cx = Setup { store: tx.store, owner: 0, mounting: tx.store, phase: std::marker::PhantomData };
    cx.signal(0)
}

fn new(tx: &mut Tx) -> Signal<i32> {
    Setup::new(tx, 0, tx).signal(0)
}

fn handle() -> Signal<i32> {
    Signal::new(0)
}

fn main() {}
