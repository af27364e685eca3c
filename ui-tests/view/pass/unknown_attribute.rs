use vango::prelude::*;

fn to_cart(r: &Render) -> View {
    view! { r, <a class="primary" href="/cart">"To the cart"</a> }
}
