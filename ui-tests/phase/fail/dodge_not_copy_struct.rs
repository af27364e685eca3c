//! A struct with a `String` in it goes into two handlers; so does a closure that has captured one.
use vango::prelude::*;

#[derive(Clone)]
struct User {
    name: String,
}

#[component]
fn Greeting(_cx: &mut Setup) -> Component {
    let user = User { name: String::from("Ada") };
    let other = user.clone();
    let greet = move || println!("{}", other.name);
    render(move |r| view! { r,
        <button on:click=move |_tx| { println!("{}", user.name); }>"a"</button>
        <button on:click=move |_tx| { println!("{}!", user.name); }>"b"</button>
        <button on:click=move |_tx| { greet(); }>"c"</button>
    })
}

fn main() {}
