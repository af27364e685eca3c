use std::time::SystemTime;

use vango::prelude::*;

#[component]
fn Clock(cx: &mut Setup) -> Component {
    let zone = cx.signal("UTC");
    render(move |r| {
        let seconds = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
        view! { r, <time>{seconds} " " {zone}</time> }
    })
}

fn main() {}
