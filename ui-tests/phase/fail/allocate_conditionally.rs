//! Every instance of a component allocates the same state.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup, wide: Prop<bool>) -> Component {
    let count = cx.signal(0);
    if *wide.get(cx) {
        cx.signal(1);
    }
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
