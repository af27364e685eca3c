//! A memo computes; it cannot write.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let twice = cx.memo(move |r| {
        *count.get_mut(r) += 1;
        *count.get(r) * 2
    });
    render(move |r| view! { r, <p>{twice}</p> })
}

fn main() {}
