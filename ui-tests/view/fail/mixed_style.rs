use vango::prelude::*;

fn bar(r: &Render, base: &str, percent: u8) -> View {
    view! { r, <div style={base} style:width={format!("{percent}%")}></div> }
}

fn page(r: &Render) -> View {
    bar(r, "height: 1rem", 40)
}

fn main() {}
