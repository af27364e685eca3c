//! Render keeps nothing to itself: no `Cell`.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let renders = Cell::new(0);
    render(move |r| {
        renders.set(renders.get() + 1);
        view! { r, <p>{renders.get()}</p> }
    })
}

fn main() {}
