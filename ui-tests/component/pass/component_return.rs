use vango::prelude::*;

#[component]
fn Clock(cx: &mut Setup) -> Component {
    let minutes = cx.signal(0);
    render(move |r| view! { r, <output>{minutes}</output> })
}
