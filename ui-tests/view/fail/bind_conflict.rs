use vango::prelude::*;

#[component]
fn City(cx: &mut Setup) -> Component {
    let city = cx.signal(String::new());
    render(move |r| view! { r, <input aria-label="City" value="Lisbon" bind:value=city> })
}

fn main() {}
