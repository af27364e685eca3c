//! `bind:` fits the element and its type, and is the only one who writes the value.
use vango::prelude::*;

fn page(r: &Render, name: Signal<String>, done: Signal<bool>) -> View {
    view! { r,
        <div bind:value=name></div>
        <input aria-label="a" bind:vlaue=name>
        <input aria-label="a" bind:checked=done>
        <input aria-label="a" type="checkbox" bind:value=name>
        <input aria-label="a" value="x" bind:value=name>
        <input aria-label="a" bind:value=name bind:value=name>
        <input aria-label="a" bind:value="x">
    }
}

fn main() {}
