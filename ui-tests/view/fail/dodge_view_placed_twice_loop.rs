//! One view in a loop, and in a closure that a slot function calls again and again.
use vango::prelude::*;

fn twice(r: &Render) -> View {
    let view = view! { r, "x" };
    view! { r, for n in [1, 2], key = n { {view} } }
}

fn main() {}
