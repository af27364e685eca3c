use vango::prelude::*;

fn price(r: &Render, price: &str, is_reduced: bool) -> View {
    view! { r, <b class:reduced=(is_reduced)>{price}</b> }
}

fn app() -> App {
    App::new().stylesheet("shop.css", ".reduced { color: crimson }")
}
