//! One counter and nothing else: what peers call hello.

use vango::prelude::*;

/// Counts clicks.
#[component]
pub(crate) fn One(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <h1>"Counter"</h1>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+1"</button>
            <output data-testid="count">{count}</output>
        }
    })
}
