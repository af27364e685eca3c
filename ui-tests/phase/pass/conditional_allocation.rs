use vango::prelude::*;

#[component]
fn Search(cx: &mut Setup, has_filter: Prop<bool>) -> Component {
    let filter = cx.signal(String::new());
    render(move |r| view! { r,
        if *has_filter.get(r) { <input aria-label="Filter" bind:value=filter> }
    })
}
