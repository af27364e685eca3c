use vango::prelude::*;

#[component]
fn Status(cx: &mut Setup) -> Component {
    let is_online = cx.signal(true);
    render(move |r| view! { r, <p>if *is_online.get(r) { "online" } else { "offline" }</p> })
}
