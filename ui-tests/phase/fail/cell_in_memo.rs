//! A memo keeps nothing to itself: no `RefCell`.
use std::cell::RefCell;

use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let seen = RefCell::new(0);
    let twice = cx.memo(move |_| {
        *seen.borrow_mut() += 1;
        2
    });
    render(move |r| view! { r, <p>{twice}</p> })
}

fn main() {}
