use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let kept = cx.signal(vec![count]);
    render(move |r| view! { r, <p>{kept.get(r).len()}</p> })
}

fn main() {}
