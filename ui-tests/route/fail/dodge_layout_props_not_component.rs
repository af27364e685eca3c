//! A layout and a document that are no components: a function without `#[component]`, a text.
use vango::prelude::*;

fn frame(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r, <main>{children}</main> })
}

fn app() -> App {
    App::new().layout(frame).layout("x").document(frame)
}

fn main() {}
