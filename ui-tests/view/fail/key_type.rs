use vango::prelude::*;

struct Item {
    price: f64,
}

fn list(r: &Render, items: &[Item]) -> View {
    view! { r, for item in items, key = item.price { <p>{item.price}</p> } }
}

fn main() {}
