//! A whole document begins with its doctype; anything else is a part of the body.
use vango::prelude::*;

fn part(r: &Render) -> View {
    view! { r, <body><p>"x"</p></body> }
}

fn document(r: &Render) -> View {
    view! { r, <!doctype html><html><head><div></div></head></html> "after" }
}

fn main() {}
