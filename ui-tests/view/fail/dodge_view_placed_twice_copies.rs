//! One view in two places: cloned, in an array, borrowed.
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

fn array(r: &Render) -> View {
    let [one, two] = [view! { r, "x" }; 2];
    view! { r, {one}{two} }
}

fn main() {}
