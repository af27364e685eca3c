//! A helper that takes `impl Read` and writes: reading is all that it can.
use vango::prelude::*;

fn bump(cx: &mut impl Read, count: Signal<i32>) {
    count.set(cx, 1);
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        bump(r, count);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
