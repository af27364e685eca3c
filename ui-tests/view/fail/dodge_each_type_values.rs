//! What `each` does not go through, whatever its rows then do with an item: one error for each.
use vango::prelude::*;

struct Item {
    id: u32,
    name: String,
}

#[component]
fn Items(cx: &mut Setup, shown: Prop<Vec<String>>) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| {
        let items = vec![Item { id: 1, name: String::new() }];
        view! { r,
            each name in names { <p>{name}</p> }
            each item in items { <p data-id={item.id}>{item.name.len()}</p> }
            each name in names.get(r) { <p>{name.len()}</p> }
            each name in shown { <button on:click=move |tx| { names.set(tx, vec![name.clone()]); }>{name.trim()}</button> }
            each (row, column) in [(1, 2)] { <p>{row} {column}</p> }
        }
    })
}

fn main() {}
