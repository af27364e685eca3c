//! A handler that can run once, one that changes what it has captured, one that borrows from render.
use vango::prelude::*;

#[component]
fn Handles(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| {
        let mut clicks = 0;
        let text = String::from("x");
        let first = &names.get(r)[0];
        view! { r,
            <button on:click=move |_tx| { drop(text); }>"a"</button>
            <button on:click=move |_tx| { clicks += 1; }>{clicks}</button>
            <button on:click=move |_tx| { println!("{first}"); }>"c"</button>
        }
    })
}

fn main() {}
