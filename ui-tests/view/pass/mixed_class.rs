use vango::prelude::*;

fn tab(r: &Render, kind: &str, is_chosen: bool) -> View {
    let chosen = if is_chosen { " chosen" } else { "" };
    view! { r, <li class={format!("tab {kind}{chosen}")}>{kind}</li> }
}
