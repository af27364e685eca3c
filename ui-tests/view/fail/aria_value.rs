use vango::prelude::*;

#[component]
fn Messages(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    render(move |r| view! { r, <p aria-live="on">{count}" new messages"</p> })
}

fn main() {}
