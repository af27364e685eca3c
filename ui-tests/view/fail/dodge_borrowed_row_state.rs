//! A handler borrows what render has read from a signal.
use vango::prelude::*;

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| {
        let first = &names.get(r)[0];
        view! { r, <button on:click=move |_tx| { println!("{first}"); }>"a"</button> }
    })
}

fn main() {}
