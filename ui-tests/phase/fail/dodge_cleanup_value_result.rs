//! An effect's body ends with a result, with a future.
use vango::prelude::*;

async fn wait() {}

#[component]
fn Effects(cx: &mut Setup) -> Component {
    cx.on_mount(|_tx| "1".parse::<u8>());
    cx.effect(|_| (), |_tx, ()| wait());
    render(|r| view! { r, "x" })
}

fn main() {}
