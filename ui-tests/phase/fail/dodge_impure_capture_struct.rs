//! A `Cell` inside of a struct inside of a tuple.
use std::cell::Cell;

use vango::prelude::*;

#[derive(Default)]
struct Counts {
    renders: (Cell<u32>, u8),
}

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let counts = Counts::default();
    render(move |r| {
        counts.renders.0.set(1);
        view! { r, <p>"x"</p> }
    })
}

fn main() {}
