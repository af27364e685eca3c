use vango::prelude::*;

struct Line {
    id: u64,
    cents: u32,
}

fn receipt(r: &Render, lines: &[Line]) -> View {
    view! { r,
        let mut total = 0;
        for line in lines, key = line.id { let () = total += line.cents; }
        <p>"Total: "{total}</p>
    }
}

fn main() {}
