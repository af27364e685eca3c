//! A prop with the name of the function that makes the builder, beside others.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, title: Prop<u32>, props: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>{title} {props}</p> })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Card title=1/> })
}

fn main() {}
