//! A component answers its render closure, not a view: one error, although the view is made with the wrong context.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> View {
    let count = cx.signal(0);
    view! { cx, <p>{count}</p> }
}

#[component]
fn Nothing(cx: &mut Setup) {
    let count = cx.signal(0);
    let _ = render(move |r| view! { r, <p>{count}</p> });
}

fn main() {}
