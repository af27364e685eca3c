//! A handler that is refused for its form is not refused again for its body.
use vango::prelude::*;

fn page(r: &Render, count: Signal<u32>, name: Signal<String>) -> View {
    view! { r,
        <button on:click=|| { count.set(0); }>"a"</button>
        <button on:click=|tx, ev, more| { count.set(tx, more); }>"b"</button>
        <button on:click=async move |tx| { count.set(tx, ready().await); }>"c"</button>
        <button onclick=move |tx| { count.set(tx, 1); }>"d"</button>
        <input aria-label="Name" oninput=move |tx, ev| { name.set(tx, ev.value.clone()); }>
    }
}

async fn ready() -> u32 {
    1
}

fn main() {}
