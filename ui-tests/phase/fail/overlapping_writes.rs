//! The borrow checker is the session lock.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |tx| {
            let held = count.get_mut(tx);
            count.set(tx, 2);
            *held += 1;
        }>"x"</button>
    })
}

fn main() {}
