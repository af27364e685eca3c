//! `bind:` fits the element and its type, and is the only one who writes the value.
use vango::prelude::*;

fn page(r: &Render, name: Signal<String>, done: Signal<bool>) -> View {
    view! { r,
        <div bind:value=name></div>
        <input bind:vlaue=name>
        <input bind:checked=done>
        <input type="checkbox" bind:value=name>
        <input value="x" bind:value=name>
        <input bind:value=name bind:value=name>
        <input bind:value="x">
    }
}

fn main() {}
