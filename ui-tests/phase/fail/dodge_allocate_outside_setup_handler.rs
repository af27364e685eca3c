//! A handler, an effect's body and a message allocate with the context that they have.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.effect(|_| (), |tx, ()| drop(tx.signal(1)));
    cx.channel(|tx, _message: u8| drop(tx.memo(|_| 1)));
    render(move |r| view! { r, <button on:click=move |tx| { tx.stored(1); }>{count}</button> })
}

fn main() {}
