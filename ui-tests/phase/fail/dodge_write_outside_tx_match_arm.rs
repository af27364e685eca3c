//! A write in an arm of a `match` in markup, in a closure in it, in a block in braces.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let seen = cx.signal(Vec::new());
    render(move |r| {
        view! { r,
            match *count.get(r) {
                0 => { {count.set(r, 1)} }
                _ => {}
            }
            {[1, 2].map(|n| seen.get_mut(r).push(n)).len()}
        }
    })
}

fn main() {}
