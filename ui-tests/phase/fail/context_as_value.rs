use vango::prelude::*;

#[component]
fn Profile(cx: &mut Setup) -> Component {
    let setup = cx;
    let name = setup.signal(String::new());
    render(move |r| view! { r, <input aria-label="Name" bind:value=name> })
}

fn main() {}
