//! A position is not a key.
use vango::prelude::*;

fn list(r: &Render, names: &[String]) -> View {
    view! { r, <ul>for (i, name) in names.iter().enumerate(), key = i { <li>{name}</li> }</ul> }
}

fn main() {}
