//! A `Cell` in a closure of setup that render calls.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let renders = Cell::new(0);
    let count = move || renders.replace(renders.get() + 1);
    let twice = cx.memo(move |_| count() * 2);
    render(move |r| view! { r, <p>{twice}</p> })
}

fn main() {}
