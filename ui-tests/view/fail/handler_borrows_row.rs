//! A handler outlives the render: copy what it needs from the row first.
use vango::prelude::*;

fn list(r: &Render, names: &[String], chosen: Signal<usize>) -> View {
    view! { r,
        for name in names, key = name {
            <button on:click=move |tx| { chosen.set(tx, name.len()); }>{name}</button>
        }
    }
}

fn main() {}
