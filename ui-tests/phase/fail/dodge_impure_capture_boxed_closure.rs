//! A `Cell` behind a boxed closure, as a trait object that says nothing about it.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let renders = Cell::new(0);
    let count: Box<dyn Fn() -> u32> = Box::new(move || renders.replace(renders.get() + 1));
    render(move |r| view! { r, <p>{count()}</p> })
}

fn main() {}
