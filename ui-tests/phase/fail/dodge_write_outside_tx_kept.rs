//! A handler keeps its `Tx` for render: it belongs to the handler's turn.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let kept = cx.stored(None::<&'static mut Tx<'static>>);
    render(move |r| {
        view! { r, <button on:click=move |tx| { *kept.get_mut(tx) = Some(tx); }>{count}</button> }
    })
}

fn main() {}
