use vango::prelude::*;

fn label(r: &Render, name: &str, color: &str) -> View {
    view! { r, <span style:backgroundColor={color}>{name}</span> }
}

fn main() {}
