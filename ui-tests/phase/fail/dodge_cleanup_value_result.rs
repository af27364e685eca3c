//! An effect's body ends with a result, a future, a closure without a context.
use vango::prelude::*;

#[component]
fn Effects(cx: &mut Setup) -> Component {
    cx.on_mount(|_tx| "1".parse::<u8>());
    cx.effect(|_| (), |_tx, ()| async {});
    cx.on_change(|_| (), |_tx, ()| || ());
    render(|r| view! { r, "x" })
}

fn main() {}
