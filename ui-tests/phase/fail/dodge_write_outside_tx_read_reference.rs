//! What `get` lends is changed through it.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| {
        names.get(r).push(String::new());
        let first: &mut String = &mut names.get(r)[0];
        first.clear();
        view! { r, <p>{names.get(r).len()}</p> }
    })
}

fn main() {}
