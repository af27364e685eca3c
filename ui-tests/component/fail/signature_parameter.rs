//! What a parameter can be: one error for each that is none of it, whatever the body does with it.
use vango::prelude::*;

#[component]
fn Plain(_cx: &mut Setup, title: String) -> Component {
    let length = title.len();
    render(move |r| view! { r, <p>{title} {length}</p> })
}

#[component]
fn Shows(_cx: &mut Setup, header: View) -> Component {
    render(move |r| view! { r, <p>{header}</p> })
}

#[component]
fn Rows(_cx: &mut Setup, row: SlotFn) -> Component {
    render(move |r| view! { r, <p>{row.show(r, &1)}</p> })
}

#[component]
fn Children(_cx: &mut Setup, children: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{children}</p> })
}

#[component]
fn Arguments(_cx: &mut Setup, header: Slot<u8>) -> Component {
    render(move |r| view! { r, <p>{header}</p> })
}

fn main() {}
