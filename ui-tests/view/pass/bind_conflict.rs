use vango::prelude::*;

#[component]
fn City(cx: &mut Setup) -> Component {
    let city = cx.signal("Lisbon".to_owned());
    render(move |r| view! { r, <input aria-label="City" bind:value=city> })
}
