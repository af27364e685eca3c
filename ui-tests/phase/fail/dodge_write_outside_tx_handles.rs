//! Every other handle that writes, in render: lists, lenses, resources, actions, timers, callbacks, persisted state.
use std::time::Duration;

use vango::prelude::*;

#[shared]
static CART: Vec<String> = Vec::new();

#[global]
static VISITS: u64 = 0;

#[component]
fn Everything(cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    let list = cx.list(|row: &u8| *row);
    let pair = cx.signal((1, 2));
    let part = pair.lens(|pair| &pair.0, |pair| &mut pair.0);
    let loaded = cx.resource(|_| (), |_work, ()| async { Ok(1) });
    let save = cx.action(|_work, ()| async { Ok(()) }).drop_while_running();
    let timer = cx.timer(|_tx| {});
    render(move |r| {
        list.push(r, 1).unwrap();
        part.set(r, 1);
        loaded.refresh(r);
        save.run(r, ()).unwrap();
        timer.start(r, Duration::ZERO);
        on_pick.call(r, 1);
        CART.get_mut(r).clear();
        VISITS.update(r, |visits| *visits += 1);
        view! { r, <p>"x"</p> }
    })
}

fn main() {}
