//! What is spread is a set of attributes, once on an element.
use vango::prelude::*;

fn page(r: &Render, rest: Attrs, more: Attrs) -> View {
    view! { r,
        <p {rest}>"a"</p>
        <p {..rest} {..more}>"b"</p>
    }
}

fn not_attributes(r: &Render, rest: Vec<String>) -> View {
    view! { r, <p {..rest}>"c"</p> }
}

fn main() {}
