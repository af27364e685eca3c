//! Not seen: the clock, in a helper. Each render shows another time (VG1201).
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use vango::prelude::*;

fn nanoseconds() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_nanos()
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <time>{nanoseconds()}</time> })
}
