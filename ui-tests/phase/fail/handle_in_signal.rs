//! A handle cannot be stored in a signal and outlive its component.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let _kept = cx.signal(count);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
