//! Not seen: keys of rows that a helper numbers anew each time: every row is another one. (VG1201)
use std::sync::atomic::{AtomicU64, Ordering};

use vango::prelude::*;

fn new_id() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

#[component]
pub fn Page(cx: &mut Setup) -> Component {
    let words = cx.signal(vec!["a", "b"]);
    render(move |r| view! { r, <ul>for word in words.get(r), key = new_id() { <li>{word}</li> }</ul> })
}
