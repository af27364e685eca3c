//! Outside of the promise: `unsafe` says that a `RefCell` can be shared.
use std::cell::RefCell;

use vango::prelude::*;

struct Shared(RefCell<u32>);

unsafe impl Sync for Shared {}

#[component]
pub fn Page(_cx: &mut Setup) -> Component {
    let shared = Shared(RefCell::new(0));
    render(move |r| {
        *shared.0.borrow_mut() += 1;
        view! { r, {*shared.0.borrow()} }
    })
}
