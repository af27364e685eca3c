//! A closure that has captured a handle, in a signal.
use vango::prelude::*;

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let read = move |tx: &mut Tx| *count.get(tx);
    cx.signal(read);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
