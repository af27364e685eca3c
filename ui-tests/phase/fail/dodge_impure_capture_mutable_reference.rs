//! A mutable reference that lives for ever: a closure that changes what it has captured is no render.
use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let renders: &'static mut u32 = Box::leak(Box::new(0));
    render(move |r| {
        *renders += 1;
        view! { r, <p>{*renders}</p> }
    })
}

fn main() {}
