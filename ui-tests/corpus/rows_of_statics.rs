//! Rows that live longer than the render: a handler may keep a `'static` reference, also under a name that a borrowed row had before.
use vango::prelude::*;

pub struct Item {
    id: u32,
    name: &'static str,
}

const MENU: &[Item] = &[Item { id: 1, name: "tea" }, Item { id: 2, name: "coffee" }];

#[component]
pub fn Menu(cx: &mut Setup) -> Component {
    let counts = cx.signal(vec![1_u32, 2]);
    let tabs = cx.signal(MENU);
    let chosen = cx.signal(0);
    render(move |r| view! { r,
        for item in counts.get(r), key = item { <p>{item}</p> }
        for item in MENU, key = item.id {
            <button on:click=move |tx| { chosen.set(tx, item.id); }>{item.name}</button>
        }
        for item in counts.get(r), key = item {
            let item = &MENU[*item as usize - 1];
            <button on:click=move |tx| { chosen.set(tx, item.id); }>{item.name}</button>
        }
        for tab in tabs.get(r).iter(), key = tab.id {
            <button on:click=move |tx| { chosen.set(tx, tab.id); }>{tab.name}</button>
        }
    })
}
