//! A prop that borrows from the parent's state, by a generic parameter.
use vango::prelude::*;

#[component]
fn Shown<T: PartialEq + Send>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, if value.get(r) == value.get(r) { "x" } })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| view! { r, <Shown value={names.get(r).as_slice()}/> })
}

fn main() {}
