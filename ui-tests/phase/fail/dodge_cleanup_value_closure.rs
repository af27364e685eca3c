//! A cleanup that takes no context.
use vango::prelude::*;

#[component]
fn Effects(cx: &mut Setup) -> Component {
    cx.on_mount(|_tx| || ());
    render(|r| view! { r, "x" })
}

fn main() {}
