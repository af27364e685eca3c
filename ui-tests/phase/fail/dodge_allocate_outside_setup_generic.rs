//! A helper that allocates with any context that can read.
use vango::prelude::*;

fn use_count(cx: &mut impl Read) -> Signal<i32> {
    cx.signal(0)
}

fn main() {}
