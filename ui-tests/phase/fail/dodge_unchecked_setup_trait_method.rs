//! A trait for contexts, with a method that allocates.
use vango::prelude::*;

trait UseCount {
    fn use_count(&mut self) -> Signal<i32>;
}

impl<Phase> UseCount for Setup<'_, Phase> {
    fn use_count(&mut self) -> Signal<i32> {
        self.signal(0)
    }
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.use_count();
    render(move |r| view! { r, <p>{count}</p> })
}

fn main() {}
