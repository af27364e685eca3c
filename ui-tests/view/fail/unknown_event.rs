//! Events are the DOM's; the handler is still checked.
use vango::prelude::*;

fn page(r: &Render, count: Signal<i32>) -> View {
    view! { r, <button on:clik=move |tx, ev| { count.set(tx, ev.x); }>"x"</button> }
}

fn main() {}
