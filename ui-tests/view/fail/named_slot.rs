//! Named slots stand directly in a component.
use vango::prelude::*;

#[component]
pub fn Card(_cx: &mut Setup, #[prop(optional)] head: Slot, children: Slot) -> Component {
    render(move |r| view! { r, <h2>{head}</h2> {children} })
}

fn page(r: &Render, wide: bool) -> View {
    view! { r,
        <p><:head>"a"</:head></p>
        <Card>if wide { <:head>"b"</:head> } "body"</Card>
        <Card><:head>"c"</:head><:head>"d"</:head>"body"</Card>
    }
}

fn main() {}
