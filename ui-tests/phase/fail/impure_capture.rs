use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let step = cx.signal(1);
    let renders = Cell::new(0);
    render(move |r| {
        renders.set(renders.get() + 1);
        view! { r, <p>{step} {renders.get()}</p> }
    })
}

fn main() {}
