use vango::prelude::*;

fn rating(r: &Render, stars: u8) -> View {
    view! { r, <p>{stars}" of 5"</p> }
}
