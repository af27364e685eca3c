//! Not seen: a thread-local `Cell` that a helper changes. Each render shows another number (VG1201).
use std::cell::Cell;

use vango::prelude::*;

thread_local! {
    static RENDERS: Cell<u32> = const { Cell::new(0) };
}

fn count() -> u32 {
    RENDERS.replace(RENDERS.get() + 1)
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p title={count()}>"x"</p> })
}
