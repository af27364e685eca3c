//! Ten mistakes give ten errors, whatever layer finds them: none silences another, none is told twice.
use vango::prelude::*;

#[derive(Clone, PartialEq)]
pub struct Item {
    id: u32,
    name: String,
}

#[component]
pub fn Shop(cx: &mut Setup, is_open: Prop<bool>) -> Component {
    let items = cx.signal(vec![Item { id: 1, name: String::from("tea") }]);
    let total = cx.signal(0);
    if *is_open.get(cx) {
        cx.on_mount(move |tx| total.set(tx, 1));
    }
    let save = cx.action(|_work, id: u32| async move { Ok(id) });
    render(move |r| view! { r,
        <dvi>"a"</dvi>
        <p clas="b">"b"</p>
        <button on:clik=move |tx| { total.set(tx, 2); }>"c"</button>
        <img src="/tea.png">
        for item in items.get(r) { <p>{&item.name}</p> }
        for item in items.get(r), key = item.id {
            <button on:click=move |tx| { total.set(tx, item.id); }>"d"</button>
        }
        <button disabled=(save.is_running(r)) on:click=move |tx| { std::thread::sleep(std::time::Duration::MAX); save.run(tx, 1)?; }>"e"</button>
        <p>{true}</p>
    })
}

fn main() {}
