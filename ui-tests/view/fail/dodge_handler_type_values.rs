//! Handlers that are something else: a callback, a signal, a boxed closure, a function of too many contexts.
use vango::prelude::*;

fn two(_tx: &mut Tx, _other: &mut Tx) {}

fn renders(_r: &mut Render) {}

#[component]
fn Handles(cx: &mut Setup, on_pick: Callback<()>) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=on_pick>"a"</button>
        <button on:click=count>"b"</button>
        <button on:click=two>"c"</button>
        <button on:click=renders>"d"</button>
        <button on:click={count.set(r, 1)}>"e"</button>
    })
}

fn main() {}
