use vango::prelude::*;

fn tab(r: &Render, kind: &str, is_chosen: bool) -> View {
    view! { r, <li class={format!("tab {kind}")} class:chosen=(is_chosen)>{kind}</li> }
}

fn main() {}
