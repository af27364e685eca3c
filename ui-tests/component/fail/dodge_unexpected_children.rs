//! A component without `children` takes none, however they are given.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(default)] size: Prop<u32>) -> Component {
    render(move |r| view! { r, <h2>{size}</h2> })
}

fn as_a_prop(r: &Render, content: View) -> View {
    view! { r, <Card children={content}/> }
}

fn as_a_slot(r: &Render) -> View {
    view! { r, <Card><:children>"x"</:children></Card> }
}

fn as_text(r: &Render) -> View {
    view! { r, <Card children="x"/> }
}

fn conditionally(r: &Render, is_new: bool) -> View {
    view! { r, <Card>if is_new { "x" }</Card> }
}

fn main() {}
