use vango::prelude::*;

fn field(r: &Render, extra: &[(&str, &str)]) -> View {
    view! { r, <p {..extra}>"Total"</p> }
}

fn main() {}
