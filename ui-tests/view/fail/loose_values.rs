//! A value with a call or an operator stands in braces.
use vango::prelude::*;

fn page(r: &Render, n: i64) -> View {
    view! { r, <p title=format!("{n}") data-n=n + 1>"x"</p> }
}

fn main() {}
