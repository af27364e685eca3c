//! Setup allocates; it cannot write.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    count.set(cx, 1);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
