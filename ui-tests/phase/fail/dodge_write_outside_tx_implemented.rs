//! A context of one's own that says it can write: the trait is sealed.
use vango::prelude::*;

struct Mine;

impl Read for Mine {}
impl Write for Mine {}

fn bump(count: Signal<i32>) {
    count.set(&mut Mine, 1);
}

fn main() {}
