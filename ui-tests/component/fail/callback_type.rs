//! A callback takes what the component gives it.
use vango::prelude::*;

#[component]
fn Picker(_cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_pick.call(tx, 1); }>"1"</button> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let name = cx.signal(String::new());
    render(move |r| view! { r, <Picker on_pick=move |tx, picked| { name.set(tx, picked); }/> })
}

fn main() {}
