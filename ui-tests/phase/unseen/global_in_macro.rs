//! Not seen: a global that a `macro_rules!` of one's own counts up: `#[component]` does not look into macros. (VG1201)
use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

static NEXT: AtomicU32 = AtomicU32::new(0);

macro_rules! next {
    () => {
        NEXT.fetch_add(1, Ordering::Relaxed)
    };
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, if next!() % 2 == 0 { <p>"even"</p> } else { <b>"odd"</b> } })
}
