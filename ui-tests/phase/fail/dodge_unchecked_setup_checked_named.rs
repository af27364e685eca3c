//! A helper that says of itself that it was checked.
use vango::prelude::*;
use vango::reactive::Checked;

fn use_counts(cx: &mut Setup<'_, Checked>, many: bool) -> Option<Signal<i32>> {
    many.then(|| cx.signal(0))
}

fn main() {}
