//! A hole. A parent provides a stored list, and the child registers its handle there: a stored value need not be `Send`,
//! so that a component can store handles of its own. Its use after the child has gone panics with `StaleHandle`.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Registry(Stored<Vec<Signal<bool>>>);

#[component]
pub fn Section(cx: &mut Setup) -> Component {
    let is_open = cx.signal(false);
    let registry = cx.context::<Registry>();
    cx.on_mount(move |tx| {
        if let Some(Registry(all)) = registry {
            all.get_mut(tx).push(is_open);
        }
    });
    render(move |r| view! { r, if *is_open.get(r) { <p>"open"</p> } })
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let all = cx.stored(Vec::new());
    cx.provide(Registry(all));
    let is_shown = cx.signal(true);
    render(move |r| view! { r,
        if *is_shown.get(r) { <Section/> }
        <button on:click=move |tx| { is_shown.toggle(tx); }>"hide"</button>
        <button on:click=move |tx| { for is_open in all.get(tx).clone() { is_open.set(tx, true); } }>"open all"</button>
    })
}
