//! A helper that writes with any context that can: render has none.
use vango::prelude::*;

fn bump<C: Write>(cx: &mut C, count: Signal<i32>) {
    *count.get_mut(cx) += 1;
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
