//! Every part of the language that exists.
#![deny(warnings)]
use vango::prelude::*;

#[derive(Clone, PartialEq)]
pub struct Item {
    id: u64,
    name: String,
    done: bool,
}

fn badge(r: &Render, label: &str) -> View {
    view! { r, <b class="badge">{label}</b> }
}

#[component]
pub fn Everything(cx: &mut Setup) -> Component {
    let items = cx.signal(vec![Item { id: 1, name: "a".into(), done: false }]);
    let list = cx.list(|item: &Item| item.id);
    let note = cx.signal(String::new());
    let failed = cx.signal(None::<String>);
    render(move |r| view! { r,
        "Fragments " {note} <br>
        <section id="top" class="card" class:full=(items.get(r).len() > 10) data-count={items.get(r).len()} aria-busy="false">
            {badge(r, "new")}
            <a href={format!("/items/{}", items.get(r).len())} title=note>"link"</a>
            <input aria-label="Note" value=note disabled=(items.get(r).is_empty()) on:input=|tx, ev| { note.set(tx, ev.value.clone()) }>
            <input type="number" aria-label="Id" min=-1 required on:change=|tx, ev| {
                let id: u64 = ev.value.parse().map_err(|_| vango::Error::message("not a number"))?;
                items.get_mut(tx).retain(|item| item.id != id);
            }>
            if items.get(r).is_empty() {
                <p>"none"</p>
            } else if let Some(first) = items.get(r).first() {
                let name = &first.name;
                <p>{name}</p>
            } else {
                "unreachable"
            }
            match failed.get(r) {
                Some(text) if text.is_empty() => {}
                Some(text) => { <p role="alert">{text}</p> }
                None => {}
            }
            <table><tbody>
                for item in items.get(r), key = item.id {
                    let id = item.id;
                    <tr class:done=(item.done)>
                        <td>{&item.name}</td>
                        <td><button on:click=move |tx| { items.get_mut(tx).retain(|item| item.id != id); }>"x"</button></td>
                    </tr>
                }
            </tbody></table>
            each row in list { <p>{&row.name} " " {note}</p> }
            <my-clock zone={note} on:click=move |_| {}></my-clock>
        </section>
    })
}

