//! Slots, slot functions and callbacks are required unless they say `optional`.
use vango::prelude::*;

#[component]
fn Panel(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r, <div>{children}</div> })
}

#[component]
fn Card(_cx: &mut Setup, header: Slot) -> Component {
    render(move |r| view! { r, <div>{header}</div> })
}

#[component]
fn Rows(_cx: &mut Setup, row: SlotFn<u8>) -> Component {
    render(move |r| view! { r, <div>{row.show(r, &1)}</div> })
}

#[component]
fn Picker(_cx: &mut Setup, on_pick: Callback<u8>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_pick.call(tx, 1); }>"1"</button> })
}

fn page(r: &Render) -> View {
    view! { r, <Panel/> <Card/> <Rows/> <Picker/> }
}

fn main() {}
