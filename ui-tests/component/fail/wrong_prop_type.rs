//! Props have types.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, size: Prop<u32>) -> Component {
    render(move |r| view! { r, <h2>{size}</h2> })
}

fn page(r: &Render) -> View {
    view! { r, <Card size="big"/> }
}

fn main() {}
