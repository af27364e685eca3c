//! A handle behind a trait object that is `Send`.
use std::any::Any;

use vango::prelude::*;

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let kept: Box<dyn Any + Send> = Box::new(count);
    cx.signal(kept);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
