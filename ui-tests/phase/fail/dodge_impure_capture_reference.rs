//! A `Cell` by a reference that lives for ever.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let renders: &'static Cell<u32> = Box::leak(Box::new(Cell::new(0)));
    render(move |r| {
        renders.set(renders.get() + 1);
        view! { r, <p>"x"</p> }
    })
}

fn main() {}
