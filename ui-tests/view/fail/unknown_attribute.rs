use vango::prelude::*;

fn to_cart(r: &Render) -> View {
    view! { r, <button class="primary" href="/cart">"To the cart"</button> }
}

fn main() {}
