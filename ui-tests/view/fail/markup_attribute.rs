use vango::prelude::*;

fn preview(r: &Render, html: &str) -> View {
    view! { r, <iframe title="Preview" srcdoc={html}></iframe> }
}

fn main() {}
