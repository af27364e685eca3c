//! What a service lends is kept for render: it is borrowed from the handler's context.
use vango::prelude::*;

struct Clock(u64);

#[component]
fn Time(cx: &mut Setup) -> Component {
    let clock = cx.service::<Clock>();
    let kept = cx.signal(None::<&'static Clock>);
    render(move |r| view! { r,
        <button on:click=move |tx| { let now = clock.get(tx); kept.set(tx, Some(now)); }>"now"</button>
        {kept.get(r).map(|clock| clock.0)}
    })
}

fn main() {}
