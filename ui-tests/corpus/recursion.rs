//! Recursion three ways: a component in itself, a function of views, two components in each other.
use vango::prelude::*;

#[derive(Clone, PartialEq)]
pub enum Entry {
    File(String),
    Folder(String, Vec<Entry>),
}

fn size(entry: &Entry) -> usize {
    match entry {
        Entry::File(name) => name.len(),
        Entry::Folder(_, entries) => entries.iter().map(size).sum(),
    }
}

fn outline(r: &Render, entries: &[Entry], depth: usize) -> View {
    view! { r,
        <ul>
            for (at, entry) in entries.iter().enumerate(), key = (depth, at, size(entry)) {
                <li>
                    match entry {
                        Entry::File(name) => { {name} }
                        Entry::Folder(name, inner) => { <b>{name}</b> {outline(r, inner, depth + 1)} }
                    }
                </li>
            }
        </ul>
    }
}

#[component]
pub fn Folder(cx: &mut Setup, name: Prop<String>, entries: Prop<Vec<Entry>>) -> Component {
    let is_open = cx.signal(false);
    render(move |r| {
        view! { r,
            <button aria-expanded=(*is_open.get(r)) on:click=move |tx| { is_open.toggle(tx); }>{name}</button>
            if *is_open.get(r) { <Entries entries={entries.get(r).clone()}/> }
            {outline(r, entries.get(r), 0)}
        }
    })
}

#[component]
fn Entries(_cx: &mut Setup, entries: Prop<Vec<Entry>>) -> Component {
    render(move |r| {
        view! { r,
            for entry in entries.get(r), key = (size(entry), matches!(entry, Entry::File(_))) {
                match entry {
                    Entry::File(name) => { <p>{name}</p> }
                    Entry::Folder(name, inner) => { <Folder name={name.clone()} entries={inner.clone()}/> }
                }
            }
        }
    })
}
