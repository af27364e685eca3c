use vango::prelude::*;

#[component]
fn Search(cx: &mut Setup) -> Component {
    let words = cx.signal(String::new());
    let trimmed = cx.memo(move |r| words.get(r).trim().to_owned());
    render(move |r| view! { r, <input aria-label="Search" bind:value=trimmed> })
}

fn main() {}
