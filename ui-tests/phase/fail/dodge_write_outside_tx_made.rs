//! A `Tx` made in render: nobody can make one.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let mut tx = Tx { store: r.store, now_ms: 0 };
        count.set(&mut tx, 1);
        let mut other = Tx::new(r.store, 0);
        count.set(&mut other, 1);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
