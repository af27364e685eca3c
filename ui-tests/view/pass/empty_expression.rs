use vango::prelude::*;

fn cart(r: &Render, items: &[String]) -> View {
    view! { r,
        let count = items.len();
        if count > 0 { <p>{count}" in your cart"</p> }
    }
}
