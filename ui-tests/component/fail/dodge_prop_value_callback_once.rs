//! A callback that can be called once.
use vango::prelude::*;

#[component]
fn Child(_cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_pick.call(tx, 1); }>"x"</button> })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| {
        let owned = String::from("x");
        view! { r, <Child on_pick=move |_tx, _n| { drop(owned); }/> }
    })
}

fn main() {}
