//! Layouts without children, with another required prop, with children that are something else.
use vango::prelude::*;

#[component]
fn Plain(_cx: &mut Setup) -> Component {
    render(|r| view! { r, "x" })
}

#[component]
fn Titled(_cx: &mut Setup, title: Prop<String>, children: Slot) -> Component {
    render(move |r| view! { r, {title}{children} })
}

#[component]
fn Headed(_cx: &mut Setup, header: Slot) -> Component {
    render(move |r| view! { r, {header} })
}

fn app() -> App {
    App::new().layout(Plain).layout(Titled).document(Headed)
}

fn main() {}
