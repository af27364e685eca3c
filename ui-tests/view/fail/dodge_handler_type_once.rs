//! A handler that can run once: it gives away what it has captured.
use vango::prelude::*;

#[component]
fn Handles(_cx: &mut Setup) -> Component {
    render(move |r| {
        let text = String::from("x");
        view! { r, <button on:click=move |_tx| { drop(text); }>"a"</button> }
    })
}

fn main() {}
