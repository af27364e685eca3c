//! A float is not a key, even where only its type tells.
use vango::prelude::*;

fn list(r: &Render, prices: &[f64]) -> View {
    view! { r, <ul>for price in prices, key = *price { <li>{*price}</li> }</ul> }
}

fn main() {}
