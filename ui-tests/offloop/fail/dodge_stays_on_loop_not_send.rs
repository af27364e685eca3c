//! What is not `Send` is held across an `.await`, and captured: an `Rc`, a guard, a `Cell`.
use std::cell::Cell;
use std::rc::Rc;
use std::sync::Mutex;

use vango::prelude::*;

async fn wait() {}

#[component]
fn Loads(cx: &mut Setup) -> Component {
    let count = Rc::new(1);
    let cell = Cell::new(1);
    cx.resource(|_| (), move |_work, ()| { let count = *count; async move { Ok(count) } });
    cx.resource(|_| (), move |_work, ()| { cell.set(2); async { Ok(()) } });
    cx.action(|_work, ()| async {
        let lock = Mutex::new(1);
        let held = lock.lock();
        wait().await;
        drop(held);
        Ok(())
    }).queue(1);
    render(move |r| view! { r, "x" })
}

fn main() {}
