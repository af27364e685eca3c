use vango::prelude::*;

#[component]
fn Search(cx: &mut Setup, has_filter: Prop<bool>) -> Component {
    let filter = if *has_filter.get(cx) { Some(cx.signal(String::new())) } else { None };
    render(move |r| view! { r,
        if let Some(filter) = filter { <input aria-label="Filter" bind:value=filter> }
    })
}

fn main() {}
