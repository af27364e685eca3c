//! A service and a stored value are opened in render, in a memo, in setup, by a helper that reads.
use vango::prelude::*;

struct Clock(u64);

fn now(cx: &impl Read, clock: Service<Clock>) -> u64 {
    clock.get(cx).0
}

#[component]
fn Time(cx: &mut Setup) -> Component {
    let clock = cx.service::<Clock>();
    let undo = cx.stored(Vec::<u8>::new());
    let first = clock.get(cx).0;
    let later = cx.memo(move |r| clock.get(r).0);
    let depth = cx.memo(move |r| undo.get(r).len());
    render(move |r| view! { r, <p>{first}{later}{depth}{clock.get(r).0}</p> })
}

fn main() {}
