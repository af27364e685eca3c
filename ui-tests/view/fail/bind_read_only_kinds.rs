//! What is bound can be written: memos, props and plain values are shown, not bound.
use vango::prelude::*;

fn memo(r: &Render, name: Memo<String>) -> View {
    view! { r, <input bind:value=name> }
}

fn prop(r: &Render, name: Prop<String>) -> View {
    view! { r, <input bind:value=name> }
}

fn plain(r: &Render, name: String) -> View {
    view! { r, <input bind:value=name> }
}

fn checked(r: &Render, done: Memo<bool>) -> View {
    view! { r, <input type="checkbox" bind:checked=done> }
}

fn main() {}
