use vango::prelude::*;

struct Item {
    id: u32,
    price: f64,
}

fn list(r: &Render, items: &[Item]) -> View {
    view! { r, for item in items, key = item.id { <p>{item.price}</p> } }
}
