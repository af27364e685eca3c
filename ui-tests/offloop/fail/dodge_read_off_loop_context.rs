//! A loader takes a context along: render's, a handler's.
use vango::prelude::*;

async fn load(r: &Render<'_>, count: Signal<i32>) -> Result<i32, vango::Error> {
    Ok(*count.get(r))
}

fn is_send<T: Send>(_: T) {}

fn handler(tx: &mut Tx, r: &Render, count: Signal<i32>) {
    is_send(load(r, count));
    is_send(async move { count.set(tx, 1) });
}

fn main() {}
