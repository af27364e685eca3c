use vango::prelude::*;

#[component]
fn Tags(cx: &mut Setup) -> Component {
    let tags = cx.signal(vec![String::from("rust")]);
    render(move |r| view! { r, <input aria-label="Tags" bind:value=tags> })
}

fn main() {}
