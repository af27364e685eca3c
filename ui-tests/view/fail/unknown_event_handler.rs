//! An unknown event is one error: its handler is checked as that of the event that is meant, and not at all where none is.
use vango::prelude::*;

fn page(r: &Render, count: Signal<i32>, name: Signal<String>) -> View {
    view! { r,
        <button on:clik=move |tx, ev| { count.set(tx, ev.x); }>"x"</button>
        <h1 on:press=move |tx, ev| { count.set(tx, ev.y); }>"y"</h1>
        <input aria-label="Name" on:typed=move |tx, ev| { name.set(tx, ev.value.clone()); }>
    }
}

fn main() {}
