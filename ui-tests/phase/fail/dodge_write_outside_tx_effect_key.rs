//! The first closure of an effect says what it depends on, and writes nothing.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let (count, renders) = (cx.signal(0), cx.signal(0));
    cx.effect(
        move |r| {
            *renders.get_mut(r) += 1;
            *count.get(r)
        },
        |_tx, _count| {},
    );
    render(move |r| view! { r, <p>{count}{renders}</p> })
}

fn main() {}
