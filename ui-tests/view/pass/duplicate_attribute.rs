use vango::prelude::*;

fn notice(r: &Render, text: &str) -> View {
    view! { r, <p class="notice wide" role="status">{text}</p> }
}
