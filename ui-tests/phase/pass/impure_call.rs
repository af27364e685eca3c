use std::time::Duration;

use vango::prelude::*;

#[component]
fn Clock(cx: &mut Setup) -> Component {
    let zone = cx.signal("UTC");
    let seconds = cx.signal(0);
    cx.interval(Duration::from_secs(1), move |tx| {
        let now = tx.now().as_secs();
        seconds.set(tx, now);
    });
    render(move |r| view! { r, <time>{seconds} " " {zone}</time> })
}
