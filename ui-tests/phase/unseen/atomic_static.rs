//! Not seen: a `static` atomic that a helper counts up. Each render shows another number (VG1201).
use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

static NEXT: AtomicU32 = AtomicU32::new(0);

fn next() -> u32 {
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p>{next()}</p> })
}
