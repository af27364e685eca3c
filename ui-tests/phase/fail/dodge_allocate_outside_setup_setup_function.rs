//! A setup function is called where there is no setup: with the context of render, and of a handler.
use vango::prelude::*;

#[setup]
fn use_count(cx: &mut Setup) -> Signal<i32> {
    cx.signal(0)
}

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    render(move |r| {
        let count = use_count(r);
        view! { r, <button on:click=move |tx| { use_count(tx); }>{count}</button> }
    })
}

fn main() {}
