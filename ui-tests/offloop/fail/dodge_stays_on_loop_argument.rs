//! A handle in the argument of an action.
use vango::prelude::*;

#[component]
fn Saves(cx: &mut Setup) -> Component {
    let _save = cx.action(|_work, _count: Signal<i32>| async { Ok(()) }).cancel_latest();
    render(move |r| view! { r, "x" })
}

fn main() {}
