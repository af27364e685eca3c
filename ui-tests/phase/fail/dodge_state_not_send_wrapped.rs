//! A handle in a vector, an option, a tuple, a struct, a box.
use vango::prelude::*;

struct Child {
    count: Signal<i32>,
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    cx.signal(vec![count]);
    cx.signal(None::<Signal<i32>>);
    cx.signal((1, count));
    cx.signal(Child { count });
    cx.signal(Box::new(count));
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
