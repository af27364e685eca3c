use vango::prelude::*;

fn bar(r: &Render, height: &str, percent: u8) -> View {
    view! { r, <div style:height={height} style:width={format!("{percent}%")}></div> }
}

fn page(r: &Render) -> View {
    bar(r, "1rem", 40)
}
