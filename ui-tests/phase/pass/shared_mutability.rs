use vango::prelude::*;

#[global]
static NAMES: Vec<String> = [];

#[component]
fn Visitors(cx: &mut Setup) -> Component {
    let title = cx.signal("Visitors");
    render(move |r| view! { r, <p>{title} ": " {NAMES.get(r).len()}</p> })
}
