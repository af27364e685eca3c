//! What is written to is borrowed before the arguments are read, be it for a number: "read first, then write" mends it.
use vango::prelude::*;

struct Item {
    id: u64,
    text: String,
}

#[component]
fn Items(cx: &mut Setup) -> Component {
    let next = cx.signal(1);
    let items = cx.signal(Vec::new());
    render(move |r| view! { r,
        <button on:click=move |tx| {
            items.get_mut(tx).push(Item { id: *next.get(tx), text: String::from("new") });
            *next.get_mut(tx) += 1;
        }>"add"</button>
        for item in items.get(r), key = item.id { <p>{&item.text}</p> }
    })
}

fn main() {}
