//! `#[setup]` stands on a function that takes the setup context, and never waits.
use vango::prelude::*;

#[setup]
async fn waits(cx: &mut Setup) -> Signal<u8> {
    cx.signal(1)
}

#[setup]
fn reads(size: u8) -> u8 {
    size
}

#[setup]
struct Toggle;

#[setup]
#[component]
fn Counter() -> Component {
    render(|r| view! { r, <p>"x"</p> })
}

fn main() {}
