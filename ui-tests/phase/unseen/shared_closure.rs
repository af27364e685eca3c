//! Not seen: a closure that is shared and counts, as a trait object that says `Send + Sync`. (VG1201)
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

type Count = Arc<dyn Fn() -> u32 + Send + Sync>;

fn counting() -> Count {
    let count = AtomicU32::new(0);
    Arc::new(move || count.fetch_add(1, Ordering::Relaxed))
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    let count = counting();
    render(move |r| view! { r, <p class:odd=(count() % 2 == 1)>"x"</p> })
}
