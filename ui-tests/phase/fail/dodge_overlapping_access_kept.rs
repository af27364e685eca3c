//! What `get_mut` lends leaves the handler.
use vango::prelude::*;

#[component]
fn Keeps(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let kept = cx.stored(None::<&'static mut i32>);
    render(move |r| view! { r,
        <button on:click=move |tx| { let place = count.get_mut(tx); kept.set(tx, Some(place)); }>"x"</button>
    })
}

fn main() {}
