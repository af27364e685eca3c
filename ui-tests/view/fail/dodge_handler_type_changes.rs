//! A handler that changes what it has captured: render would not know.
use vango::prelude::*;

#[component]
fn Handles(_cx: &mut Setup) -> Component {
    render(move |r| {
        let mut clicks = [0];
        view! { r, <button on:click=move |_tx| { clicks[0] += 1; }>"a"</button> }
    })
}

fn main() {}
