//! Not seen: a signal holds an atomic, which render counts up through a method of its own. (VG1201)
use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;

struct Visits(AtomicU32);

impl Visits {
    fn seen(&self) -> u32 {
        self.0.fetch_add(1, Ordering::Relaxed)
    }
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let visits = cx.signal(Visits(AtomicU32::new(0)));
    render(move |r| view! { r, <output>{visits.get(r).seen()}</output> })
}
