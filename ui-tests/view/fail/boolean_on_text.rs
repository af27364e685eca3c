use vango::prelude::*;

fn card(r: &Render, title: &str) -> View {
    view! { r, <article draggable=true>{title}</article> }
}

fn main() {}
