//! The comma behind the render context is forgotten: one error, and `r` counts as used.
use vango::prelude::*;

fn page(r: &Render, n: i64) -> View {
    view! { r <p>{n}</p> }
}

fn main() {}
