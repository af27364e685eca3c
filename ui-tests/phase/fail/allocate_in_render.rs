//! State is allocated in setup, not in render.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    render(move |r| {
        let count = cx.signal(0);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
