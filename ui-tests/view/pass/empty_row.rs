use vango::prelude::*;

struct Line {
    id: u64,
    cents: u32,
}

fn receipt(r: &Render, lines: &[Line]) -> View {
    let total: u32 = lines.iter().map(|line| line.cents).sum();
    view! { r, <p>"Total: "{total}</p> }
}
