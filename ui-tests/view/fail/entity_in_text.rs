use vango::prelude::*;

fn price(r: &Render, euros: u32) -> View {
    view! { r, <b>{euros}"&nbsp;€"</b> }
}

fn main() {}
