//! A context leaves the closure that it was given to.
use vango::prelude::*;

fn kept(tx: &mut Tx) -> &'static mut Tx<'static> {
    tx
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let double = cx.memo(move |r| r);
    render(move |r| view! { r, <button on:click=move |tx| { count.set(kept(tx), 1); }>{count}</button> })
}

fn main() {}
