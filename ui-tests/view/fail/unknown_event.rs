use vango::prelude::*;

#[component]
fn Title(cx: &mut Setup) -> Component {
    let is_edited = cx.signal(false);
    render(move |r| view! { r,
        <h1 on:doubleclick=move |tx| { is_edited.set(tx, true); }>"Shopping list"</h1>
        if *is_edited.get(r) { <p>"Editing"</p> }
    })
}

fn main() {}
