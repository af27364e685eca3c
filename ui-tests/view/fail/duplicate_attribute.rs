use vango::prelude::*;

fn notice(r: &Render, text: &str) -> View {
    view! { r, <p class="notice" role="status" class="wide">{text}</p> }
}

fn main() {}
