use vango::prelude::*;

#[component]
fn Undo(cx: &mut Setup) -> Component {
    let steps = cx.signal(vec![String::new()]);
    render(move |r| view! { r, <p>{steps.get(r).len()}</p> })
}
