//! Props have names.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(into)] title: Prop<String>) -> Component {
    render(move |r| view! { r, <h2>{title}</h2> })
}

fn page(r: &Render) -> View {
    view! { r, <Card titel="x"/> }
}

fn main() {}
