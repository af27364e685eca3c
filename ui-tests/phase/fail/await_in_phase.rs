use vango::prelude::*;

async fn store(_note: String) {}

#[component]
fn Editor(cx: &mut Setup) -> Component {
    let note = cx.signal(String::new());
    render(move |r| view! { r,
        <button on:click=move |tx| { store(note.get(tx).clone()).await; }>"Save"</button>
    })
}

fn main() {}
