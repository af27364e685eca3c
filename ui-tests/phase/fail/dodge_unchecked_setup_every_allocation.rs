//! Everything that allocates, in a plain function.
use std::time::Duration;

use vango::prelude::*;

#[derive(Clone, Copy)]
struct Theme;

fn use_all(cx: &mut Setup) {
    cx.memo(|_| 1);
    cx.list(|row: &u8| *row);
    cx.stored(1);
    cx.selector(|_| Some(1));
    cx.effect(|_| (), |_tx, ()| {});
    cx.on_mount(|_tx| {});
    cx.interval(Duration::ZERO, |_tx| {});
    cx.channel(|_tx, _message: u8| {});
    cx.resource(|_| (), |_work, ()| async { Ok(()) });
    cx.action(|_work, ()| async { Ok(()) }).queue(1);
    cx.service::<String>();
    cx.provide(Theme);
}

fn main() {}
