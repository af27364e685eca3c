use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let reset = move |tx: &mut Tx| count.set(tx, 0);
        view! { r, <button on:click=reset>{count}</button> }
    })
}
