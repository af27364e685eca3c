//! What is no component: a struct, a function, a component of another crate's module, a type parameter.
use vango::prelude::*;

struct Plain;

fn Shown(r: &Render) -> View {
    view! { r, "x" }
}

fn shown<T>(r: &Render) -> View {
    view! { r, <Plain/> <Shown/> <vango::Card/> <T/> }
}

fn main() {}
