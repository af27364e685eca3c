//! The setup context comes first.
use vango::prelude::*;

#[component]
fn Forgotten(title: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{title}</p> })
}

#[component]
fn Shared(cx: &Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
