use vango::prelude::*;

#[component]
fn Status(cx: &mut Setup) -> Component {
    let is_online = cx.signal(true);
    render(move |r| view! { r, <p>{*is_online.get(r)}</p> })
}

fn main() {}
