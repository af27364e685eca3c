//! A handler and a piece of markup allocate nothing either; each use is one error, and nothing follows from it.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let doubled = cx.memo(|_| 2);
    render(move |r| view! { r,
        <button on:click=move |tx| { let count = cx.signal(0); count.set(tx, 1); }>{doubled}</button>
        {cx.signal(1)}
    })
}

fn main() {}
