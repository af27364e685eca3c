//! What is not `Send` is captured: an `Rc`, a `Cell`.
use std::cell::Cell;
use std::rc::Rc;

use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let count = Rc::new(1);
    let cell = Cell::new(1);
    cx.resource(|_| (), move |_work, ()| { let count = *count; async move { Ok(count) } });
    cx.resource(|_| (), move |_work, ()| { cell.set(2); async { Ok(()) } });
    render(move |r| view! { r, "x" })
}

fn main() {}
