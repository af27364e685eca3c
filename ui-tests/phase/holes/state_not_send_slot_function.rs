//! A hole. A child hands its handle to the parent's slot function, whose handler stores it. Its use after the child has gone
//! panics with `StaleHandle`.
use vango::prelude::*;

#[component]
pub fn Child(cx: &mut Setup, content: SlotFn<Signal<i32>>) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r, {content.show(r, &count)} })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let kept = cx.stored(None::<Signal<i32>>);
    render(move |r| view! { r,
        <Child content=move |r, count: &Signal<i32>| {
            let count = *count;
            view! { r, <button on:click=move |tx| { kept.set(tx, Some(count)); }>{count}</button> }
        }/>
    })
}
