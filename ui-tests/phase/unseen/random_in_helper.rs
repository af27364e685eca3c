//! Not seen: chance, by the standard library's hasher, in a helper. Each render shows another number (VG1201).
use std::hash::{BuildHasher, RandomState};

use vango::prelude::*;

fn dice() -> u64 {
    RandomState::new().hash_one(0)
}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <p data-dice={dice()}>"x"</p> })
}
