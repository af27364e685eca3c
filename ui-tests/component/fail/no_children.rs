//! Only a component with `children: Slot` has something between its tags.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, size: Prop<u32>) -> Component {
    render(move |r| view! { r, <h2>{size}</h2> })
}

fn page(r: &Render) -> View {
    view! { r, <Card size=1>"hello"</Card> }
}

fn main() {}
