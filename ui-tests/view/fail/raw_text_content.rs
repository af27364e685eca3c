use vango::prelude::*;

fn price(r: &Render, price: &str, is_reduced: bool) -> View {
    view! { r,
        <style>".reduced { color: crimson }"</style>
        <b class:reduced=(is_reduced)>{price}</b>
    }
}

fn main() {}
