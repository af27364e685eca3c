//! A view is placed once.
use vango::prelude::*;

fn page(r: &Render) -> View {
    let part = view! { r, <b>"x"</b> };
    view! { r, <p>{part} {part}</p> }
}

fn main() {}
