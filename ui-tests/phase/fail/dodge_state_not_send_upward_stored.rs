//! A child hands its handle up by a callback, and the parent keeps it in a stored value.
use vango::prelude::*;

#[component]
fn Child(cx: &mut Setup, on_made: Callback<Signal<i32>>) -> Component {
    let count = cx.signal(0);
    cx.on_mount(move |tx| on_made.call(tx, count));
    render(move |r| view! { r, {count} })
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let kept = cx.stored(Vec::new());
    render(move |r| view! { r,
        <Child on_made=move |tx, count: Signal<i32>| { kept.get_mut(tx).push(count); }/>
        <button on:click=move |tx| { for count in kept.get(tx).clone() { *count.get_mut(tx) += 1; } }>"up"</button>
    })
}

fn main() {}
