//! A hole. A handle in a thread-local outlives its component, and is seen by every session of the thread: there it names
//! nothing, or a signal of that session's own.
use std::cell::Cell;

use vango::prelude::*;

thread_local! {
    static KEPT: Cell<Option<Signal<i32>>> = const { Cell::new(None) };
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |_tx| { KEPT.set(Some(count)); }>"keep"</button>
        <button on:click=move |tx| { if let Some(kept) = KEPT.get() { *kept.get_mut(tx) += 1; } }>"use"</button>
    })
}
