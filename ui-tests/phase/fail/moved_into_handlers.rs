//! Render makes its handlers anew each time: what goes into them is copied.
use vango::prelude::*;

#[component]
fn Greeting(_cx: &mut Setup) -> Component {
    let name = String::from("world");
    render(move |r| view! { r,
        <button on:click=move |_tx| { println!("hello, {}", &name); }>"Hello"</button>
        <button on:click=move |_tx| { println!("bye, {}", &name); }>"Bye"</button>
    })
}

#[component]
fn Twice(cx: &mut Setup) -> Component {
    let name = String::from("world");
    cx.effect(|_| (), move |_tx, _| println!("{}", &name));
    render(move |r| view! { r, <p>{&name}</p> })
}

fn main() {}
