//! What is bound can be read and written, and has the control's type.
use vango::prelude::*;

fn checked(r: &Render, name: Signal<String>) -> View {
    view! { r, <input type="checkbox" bind:checked=name> }
}

fn read_only(r: &Render, name: Memo<String>) -> View {
    view! { r, <input bind:value=name> }
}

fn main() {}
