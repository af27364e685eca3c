use vango::prelude::*;

#[component]
fn Remove(_cx: &mut Setup, on_remove: Callback<()>) -> Component {
    render(move |r| view! { r, <button on:click=move |tx| { on_remove.call(tx, ()); }>"Remove"</button> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(3);
    render(move |r| view! { r, <Remove on_remove=move |tx, ()| { *count.get_mut(tx) -= 1; }/> <output>{count}</output> })
}
