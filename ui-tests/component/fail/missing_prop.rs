//! Required props are required.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(into)] title: Prop<String>, size: Prop<u32>) -> Component {
    render(move |r| view! { r, <h2>{title} {size}</h2> })
}

fn page(r: &Render) -> View {
    view! { r, <Card size=2/> }
}

fn main() {}
