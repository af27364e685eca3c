//! An unchecked helper through a function pointer: its context is of another type.
use vango::prelude::*;

fn use_count(cx: &mut Setup) -> Signal<i32> {
    cx.signal(0)
}

const HELPERS: [fn(&mut Setup) -> Signal<i32>; 1] = [use_count];

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = HELPERS[0](cx);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
