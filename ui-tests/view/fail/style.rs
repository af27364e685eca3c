//! `style:` takes one property, spelled as CSS spells it, and one value.
use vango::prelude::*;

fn page(r: &Render, color: String) -> View {
    view! { r,
        <p style:backgroundColor={&color}>"a"</p>
        <p style:colr={&color}>"b"</p>
        <p style:color="red; left: 0">"c"</p>
        <p style={&color} style:left="0">"d"</p>
    }
}

fn main() {}
