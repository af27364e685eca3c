use vango::prelude::*;

fn twice(r: &Render) -> View {
    let line = view! { r, <hr> };
    view! { r, <header>{line}</header><footer>{line}</footer> }
}

fn main() {}
