//! A slot function captures a `Cell` of the render that made it.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Row(_cx: &mut Setup, row: SlotFn<u8>) -> Component {
    render(move |r| view! { r, {row.show(r, &1)} })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| {
        let shown = Cell::new(0);
        view! { r, <Row row=move |r, _row| { view! { r, {shown.replace(1)} } }/> }
    })
}

fn main() {}
