//! Text is not HTML.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r, <p>"a&nbsp;b"</p> <p>&nbsp;</p> <!-- not text --> }
}

fn main() {}
