//! The render context is forgotten: one error.
use vango::prelude::*;

fn nothing(r: &Render, n: i64) -> View {
    drop(r);
    view! { <p>{n}</p> }
}

fn no_comma(r: &Render, n: i64) -> View {
    view! { r <p>{n}</p> }
}

fn main() {}
