//! A component is found by its path.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r, <Crad title="x"/> }
}

fn main() {}
