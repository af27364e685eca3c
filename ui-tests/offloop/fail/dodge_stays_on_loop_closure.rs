//! A loader captures a closure that has captured a handle.
use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let is_given = move || format!("{count:?}").len();
    let loaded = cx.resource(|_| (), move |_work, ()| { let length = is_given(); async move { Ok(length) } });
    render(move |r| view! { r, {loaded.ready(r)} })
}

fn main() {}
