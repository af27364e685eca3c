//! The setup context under another name in render: it is gone when render runs, and render could not hold it.
use vango::prelude::*;

#[setup]
fn use_render(cx: &mut Setup) -> Component {
    let context = std::convert::identity(cx);
    render(move |r| {
        let count = context.signal(0);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
