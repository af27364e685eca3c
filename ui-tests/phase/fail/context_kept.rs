//! The setup context is called on or passed on, never kept.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let context = cx;
    let count = context.signal(0);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
