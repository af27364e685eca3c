//! A plain function that takes the setup context is not called with it: nothing has checked it.
use vango::prelude::*;

fn use_name(cx: &mut Setup, count: Signal<i32>) -> i32 {
    *count.get(cx)
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let now = use_name(cx, count);
    render(move |r| view! { r, <p>{now}</p> })
}

fn main() {}
