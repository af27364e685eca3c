//! Nothing leaves setup before the last allocation.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let first = cx.signal(0);
    if std::env::args().count() > 1 {
        return render(move |r| view! { r, <p>{first}</p> });
    }
    let second = cx.signal(0);
    render(move |r| view! { r, <p>{first} {second}</p> })
}

fn main() {}
