use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |tx| { count.set(tx, 0); }>"Reset"</button>
        <output>{count}</output>
    })
}
