//! A callback that is called with another argument, and one that takes none.
use vango::prelude::*;

#[component]
fn Child(_cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_pick.call(tx, "x"); }>"x"</button> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| view! { r,
        <Child on_pick=|_tx| {}/>
        {names.get(r).len()}
    })
}

fn main() {}
