use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let step = cx.signal(1);
    let changes = cx.signal(0);
    cx.on_change(move |r| *step.get(r), move |tx, _| *changes.get_mut(tx) += 1);
    render(move |r| view! { r, <p>{step} {changes}</p> })
}
