use vango::prelude::*;

#[component]
fn Profile(cx: &mut Setup) -> Component {
    let name = cx.signal(String::new());
    render(move |r| view! { r, <input aria-label="Name" bind:value=name> })
}
