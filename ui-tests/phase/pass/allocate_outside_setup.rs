use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let step = cx.signal(1);
    let count = cx.signal(0);
    render(move |r| view! { r, <p>{count} {step}</p> })
}
