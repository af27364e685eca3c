//! A trait of one's own that writes, for every context: it needs one that can.
use vango::prelude::*;

trait Bump {
    fn bump(&mut self, count: Signal<i32>);
}

impl<C: Read> Bump for C {
    fn bump(&mut self, count: Signal<i32>) {
        count.update(self, |count| *count += 1);
    }
}

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        r.bump(count);
        view! { r, <p>{count}</p> }
    })
}

fn main() {}
