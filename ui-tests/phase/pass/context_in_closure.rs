use vango::prelude::*;

#[component]
fn Note(cx: &mut Setup) -> Component {
    let draft = cx.signal(String::new());
    render(move |r| view! { r, <input aria-label="Note" bind:value=draft> })
}
