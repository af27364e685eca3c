//! A list is shown with `for`.
use vango::prelude::*;

fn page(r: &Render, items: Vec<String>) -> View {
    view! { r, <p>{items}</p> }
}

fn main() {}
