use vango::prelude::*;

fn label(r: &Render, name: &str, color: &str) -> View {
    view! { r, <span style:background-color={color}>{name}</span> }
}
