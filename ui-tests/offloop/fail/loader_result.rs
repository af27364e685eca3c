//! Loaders and actions fail with `vango::Error`, which `?` makes of any error.
use vango::prelude::*;

#[component]
fn Reads(cx: &mut Setup) -> Component {
    let file = cx.resource(|_| (), |_work, ()| async move { std::fs::read_to_string("motd") });
    render(move |r| view! { r, if file.is_loading(r) { "…" } })
}

fn main() {}
