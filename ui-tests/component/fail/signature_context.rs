//! The setup context: forgotten, behind a prop, of another type. One error each, whatever the body does with it.
use vango::prelude::*;

#[component]
fn Second(title: Prop<String>, cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{title} {count}</p> })
}

#[component]
fn Owned(cx: Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

#[component]
fn Nothing() -> Component {
    render(|r| view! { r, <p>"x"</p> })
}

#[component]
fn Uses() -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

#[component]
fn Renders(r: &Render) -> Component {
    render(move |r| view! { r, <p>"x"</p> })
}

#[component]
fn Writes(tx: &mut Tx) -> Component {
    let count = tx.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
