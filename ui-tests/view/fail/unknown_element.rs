//! Elements are HTML's.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r, <dvi>"x"</dvi> }
}

fn main() {}
