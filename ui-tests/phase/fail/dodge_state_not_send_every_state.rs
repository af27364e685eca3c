//! A handle in every other kind of state: memos, lists, selectors, props, lenses.
use vango::prelude::*;

#[component]
fn Child(_cx: &mut Setup, count: Prop<Signal<i32>>) -> Component {
    render(move |r| view! { r, "x" })
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.memo(move |_| count);
    cx.list(|row: &(u8, Signal<i32>)| row.0);
    render(move |r| view! { r, <Child count=count/> })
}

fn main() {}
