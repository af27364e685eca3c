//! A helper that is generic over the phase of its context.
use vango::prelude::*;

fn use_counts<Phase>(cx: &mut Setup<'_, Phase>, many: bool) -> Option<Signal<i32>> {
    many.then(|| cx.signal(0))
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = use_counts(cx, true);
    render(move |r| view! { r, <p>{count.map(|count| *count.get(r))}</p> })
}

fn main() {}
