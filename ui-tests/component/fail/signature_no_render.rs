//! A component ends with `render(move |r| view! { r, … })`.
use vango::prelude::*;

#[component]
fn View1(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    view! { r, <button on:click=move |tx| { *count.get_mut(tx) += 1; }>{count}</button> }
}

#[component]
fn WithContext(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    view! { cx, <p>{count}</p> }
}

#[component]
fn Semicolon(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count}</p> });
}

#[component]
fn Empty(_cx: &mut Setup) -> Component {}

#[component]
fn Closure(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    move |r| view! { r, <p>{count}</p> }
}

#[component]
fn Unit(cx: &mut Setup) {
    let count = cx.signal(0);
    view! { r, <p>{count}</p> }
}

#[component]
fn Opaque(cx: &mut Setup) -> impl Fn(&Render) -> View {
    let count = cx.signal(0);
    move |r| view! { r, <p>{count}</p> }
}

fn main() {}
