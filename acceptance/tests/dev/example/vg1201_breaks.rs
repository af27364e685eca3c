use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

static VISITS: AtomicU32 = AtomicU32::new(0);

fn next_visit() -> u32 {
    VISITS.fetch_add(1, Ordering::Relaxed) + 1
}

#[component]
pub fn Greeting(cx: &mut Setup) -> Component {
    let greeting = cx.signal("Welcome");
    render(move |r| {
        view! { r, <p>{greeting}", visitor "{next_visit()}</p> }
    })
}
