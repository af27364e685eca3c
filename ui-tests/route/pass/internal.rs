use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(1);
    render(move |r| view! { r, <p>{count}</p> })
}
