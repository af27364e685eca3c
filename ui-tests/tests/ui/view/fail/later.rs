//! What does not exist yet says so, and what to do instead.
use vango::prelude::*;

fn page(r: &Render, name: Signal<String>) -> View {
    view! { r,
        <input bind:value=name style:color="red">
        <button on:click.once=move |tx| { name.set(tx, String::new()); }>"x"</button>
    }
}

fn main() {}
