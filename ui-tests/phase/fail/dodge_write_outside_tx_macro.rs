//! A write that a `macro_rules!` makes: it is as if it stood there.
use vango::prelude::*;

macro_rules! bump {
    ($cx:expr, $count:expr) => {
        *$count.get_mut($cx) += 1
    };
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        bump!(r, count);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
