//! A handle in the key of a resource, in a message.
use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.resource(move |_| count, |_work, _count| async { Ok(()) });
    cx.channel(|_tx, _count: Signal<i32>| {});
    render(move |r| view! { r, {count} })
}

fn main() {}
