//! An expression that is being typed.
use vango::prelude::*;

fn page(r: &Render, n: Signal<i64>) -> View {
    view! { r, <p>{n.}</p> }
}

fn main() {}
