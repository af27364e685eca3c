//! The render context has no method that allocates.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let _first = cx.signal(0);
    render(move |r| {
        let count = r.signal(0);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
