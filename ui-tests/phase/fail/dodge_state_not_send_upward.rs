//! A child hands its handle up by a callback, and the parent keeps it.
use vango::prelude::*;

#[component]
fn Child(cx: &mut Setup, on_made: Callback<Signal<i32>>) -> Component {
    let count = cx.signal(0);
    cx.on_mount(move |tx| on_made.call(tx, count));
    render(move |r| view! { r, {count} })
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let kept = cx.signal(Vec::new());
    render(move |r| view! { r, <Child on_made=move |tx, count: Signal<i32>| { kept.get_mut(tx).push(count); }/> })
}

fn main() {}
