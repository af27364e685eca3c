//! Text is not HTML.
use vango::prelude::*;

fn page(r: &Render) -> View {
    view! { r, <p>"a&nbsp;b"</p> <p>&nbsp;</p> <!-- not text --> <a href="/?a=1&amp;b=2">"c"</a> }
}

fn main() {}
