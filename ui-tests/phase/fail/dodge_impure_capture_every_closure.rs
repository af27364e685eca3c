//! Every closure that is pure: the keys of effects and resources, selectors, keys of lists, slot functions.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Row(_cx: &mut Setup, row: SlotFn<u8>) -> Component {
    render(move |r| view! { r, {row.show(r, &1)} })
}

#[component]
fn Everything(cx: &mut Setup) -> Component {
    let (a, b, c, d) = (Cell::new(1), Cell::new(1), Cell::new(1), Cell::new(1));
    cx.effect(move |_| a.get(), |_tx, _| {});
    cx.selector(move |_| Some(b.get()));
    cx.resource(move |_| c.get(), |_work, n| async move { Ok(n) });
    cx.list(move |row: &u8| *row + d.get());
    render(move |r| {
        let local = Cell::new(1);
        view! { r, <Row row=move |r, _row| { view! { r, {local.replace(2)} } }/> }
    })
}

fn main() {}
