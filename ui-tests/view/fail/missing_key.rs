//! Rows have keys.
use vango::prelude::*;

fn list(r: &Render, names: &[String]) -> View {
    view! { r, <ul>for name in names { <li>{name}</li> }</ul> }
}

fn main() {}
