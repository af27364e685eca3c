//! A loader and an action answer what cannot leave its thread.
use std::rc::Rc;

use vango::prelude::*;

#[component]
fn Loads(cx: &mut Setup) -> Component {
    cx.resource(|_| (), |_work, ()| async { Ok(Rc::new(1)) });
    cx.action(|_work, ()| async { Ok(std::ptr::null::<u8>()) }).queue(1);
    render(move |r| view! { r, "x" })
}

fn main() {}
