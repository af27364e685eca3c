use vango::prelude::*;

#[derive(Clone, PartialEq)]
struct Item {
    id: u32,
}

fn list(r: &Render, items: Signal<Vec<Item>>, picked: Signal<u32>) -> View {
    view! { r,
        for item in items.get(r), key = item.id {
            let id = item.id;
            <button on:click=move |tx| { picked.set(tx, id); }>{id}</button>
        }
    }
}
