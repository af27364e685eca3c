//! A callback that borrows from the parent's render.
use vango::prelude::*;

#[component]
fn Child(_cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_pick.call(tx, 1); }>"x"</button> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| {
        let first = &names.get(r)[0];
        view! { r, <Child on_pick=move |_tx, _n| { println!("{first}"); }/> }
    })
}

fn main() {}
