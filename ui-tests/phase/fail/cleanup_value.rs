use vango::prelude::*;

#[component]
fn Saver(cx: &mut Setup) -> Component {
    let note = cx.signal(String::new());
    let saved = cx.signal(Vec::new());
    cx.effect(
        move |r| note.get(r).clone(),
        move |tx, note| {
            saved.get_mut(tx).push(note.clone());
            saved.get(tx).len()
        },
    );
    render(move |r| view! { r, <p>{note}</p> })
}

fn main() {}
