use vango::prelude::*;

fn price_tag(r: &Render, price: &str) -> Result<View, std::num::ParseIntError> {
    Ok(view! { r, <b>{price.parse::<u32>()?}" €"</b> })
}

fn main() {}
