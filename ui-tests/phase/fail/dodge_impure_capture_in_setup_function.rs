//! A `RefCell` that a setup function captures: its memos are as pure as a component's.
use std::cell::RefCell;

use vango::prelude::*;

#[setup]
fn use_counted(cx: &mut Setup, of: Signal<i32>) -> Memo<usize> {
    let seen = RefCell::new(Vec::new());
    cx.memo(move |r| {
        seen.borrow_mut().push(*of.get(r));
        seen.borrow().len()
    })
}

fn main() {}
