//! A loader borrows from setup: it lives longer.
use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let name = String::from("x");
    let first = &name;
    let loaded = cx.resource(|_| (), |_work, ()| async { Ok(first.len()) });
    render(move |r| view! { r, {loaded.ready(r)} })
}

fn main() {}
