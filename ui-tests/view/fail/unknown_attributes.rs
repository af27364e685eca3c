//! Attributes are HTML's, each on its elements.
use vango::prelude::*;

fn page(r: &Render, address: &str) -> View {
    view! { r, <div clas="wide" href={address}>"x"</div> }
}

fn main() {}
