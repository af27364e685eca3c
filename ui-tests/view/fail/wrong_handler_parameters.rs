//! A handler takes `|tx|` or `|tx, ev|`.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r, <button on:click=|| {}>"x"</button> }
}

fn main() {}
