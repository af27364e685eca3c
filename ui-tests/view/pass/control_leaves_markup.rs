use vango::prelude::*;

fn price_tag(r: &Render, price: &str) -> Result<View, std::num::ParseIntError> {
    let price = price.parse::<u32>()?;
    Ok(view! { r, <b>{price}" €"</b> })
}
