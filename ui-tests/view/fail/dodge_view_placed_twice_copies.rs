//! One view in two places: cloned, borrowed.
use vango::prelude::*;

fn cloned(r: &Render) -> View {
    let view = view! { r, "x" };
    let copy = view.clone();
    view! { r, {view}{copy} }
}

fn borrowed(r: &Render) -> View {
    let view = view! { r, "x" };
    view! { r, {&view} }
}

fn main() {}
