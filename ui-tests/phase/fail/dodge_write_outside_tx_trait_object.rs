//! Render as a trait object that can write: it cannot, so it is none.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let writer: &mut dyn Write = r;
        count.set(writer, 1);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
