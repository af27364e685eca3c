use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        count.set(r, 1);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
