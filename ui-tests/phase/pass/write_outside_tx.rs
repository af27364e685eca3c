use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(1);
    render(move |r| view! { r,
        <button on:click=move |tx| { count.set(tx, 1); }>{count}</button>
    })
}
