use vango::prelude::*;

#[component]
fn Note(cx: &mut Setup) -> Component {
    render(move |r| {
        let draft = cx.signal(String::new());
        view! { r, <input aria-label="Note" bind:value=draft> }
    })
}

fn main() {}
