//! What an optional prop takes, and what a parent with an `Option` writes.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, #[prop(optional)] note: Prop<Option<String>>) -> Component {
    render(move |r| view! { r, <p>{note.get(r)}</p> })
}

fn page(r: &Render, note: Option<String>) -> View {
    view! { r, <Card note={Some("new".to_owned())}/> <Card note={note.clone()}/> <Card maybe_note={note}/> }
}

fn main() {}
