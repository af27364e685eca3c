//! A handle beside an operator: no bound stands there, so the words are rustc's, and the page of VG0715 explains them.
use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    let open = cx.signal(false);
    render(move |r| view! { r,
        if count == 0 { <p>"none"</p> }
        if count > 3 { <p>"many"</p> }
        if !open { <p>"closed"</p> }
        <output>{count + 1}</output>
    })
}

fn main() {}
