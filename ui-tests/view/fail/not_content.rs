//! `{…}` takes text and views.
use vango::prelude::*;

struct Money(i64);

fn page(r: &Render, price: Money) -> View {
    view! { r, <p>{price}</p> }
}

fn main() {}
