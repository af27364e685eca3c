//! Slots have names.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, header: Slot) -> Component {
    render(move |r| view! { r, <h2>{header}</h2> })
}

fn page(r: &Render) -> View {
    view! { r, <Card><:haeder>"hello"</:haeder></Card> }
}

fn main() {}
