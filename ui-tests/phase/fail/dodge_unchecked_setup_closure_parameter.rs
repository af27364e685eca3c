//! A closure that takes a setup context of its own: nothing has checked it.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let allocate = |cx: &mut Setup, first: i32| cx.signal(first);
    let count = allocate(cx, 1);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
