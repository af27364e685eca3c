//! A boxed closure that is `Send` and has captured a handle.
use vango::prelude::*;

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let read: Box<dyn Fn(&mut Tx) -> i32 + Send> = Box::new(move |tx| *count.get(tx));
    cx.signal(read);
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
