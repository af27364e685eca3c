use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

static VISITS: AtomicU32 = AtomicU32::new(0);

fn next_visit() -> u32 {
    VISITS.fetch_add(1, Ordering::Relaxed) + 1
}

#[component]
pub fn Greeting(cx: &mut Setup) -> Component {
    let greeting = cx.signal("Welcome");
    let visit = cx.signal(0);
    cx.effect(|_r| (), move |tx, ()| visit.set(tx, next_visit()));
    render(move |r| {
        view! { r, <p>{greeting}", visitor "{visit}</p> }
    })
}
