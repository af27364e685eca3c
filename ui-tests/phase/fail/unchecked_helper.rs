//! A helper that allocates is not checked, so it cannot.
use vango::prelude::*;

fn use_count(cx: &mut Setup) -> Signal<i32> {
    cx.signal(0)
}

fn main() {}
