//! `optional`, `default` and `into` stand where they mean something.
use vango::prelude::*;

#[component]
fn NoOption(_cx: &mut Setup, #[prop(optional)] title: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{title}</p> })
}

#[component]
fn Both(_cx: &mut Setup, #[prop(optional, default = None)] title: Prop<Option<String>>) -> Component {
    render(move |r| view! { r, <p>{title.get(r)}</p> })
}

#[component]
fn SlotInto(_cx: &mut Setup, #[prop(into)] header: Slot) -> Component {
    render(move |r| view! { r, <p>{header}</p> })
}

#[component]
fn MaybeTwice(_cx: &mut Setup, #[prop(optional)] a: Prop<Option<u8>>, maybe_a: Prop<u8>) -> Component {
    render(move |r| view! { r, <p>{a.get(r)} {maybe_a}</p> })
}

// A prop that is refused can be left out: that is one error, not one at each use.
fn page(r: &Render) -> View {
    view! { r, <NoOption/> <Both/> }
}

fn main() {}
