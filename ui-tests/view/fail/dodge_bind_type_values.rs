//! `bind:` to a signal of a list, of an option, of a bool as text, of text as a check.
use vango::prelude::*;

#[component]
fn Binds(cx: &mut Setup) -> Component {
    let (list, option, flag, text) =
        (cx.signal(vec![1]), cx.signal(None::<u8>), cx.signal(true), cx.signal(String::new()));
    render(move |r| view! { r,
        <label>"a" <input bind:value=list/></label>
        <label>"b" <input bind:value=option/></label>
        <label>"c" <input type="checkbox" bind:checked=text/></label>
        <label>"d" <select bind:value=list><option>"x"</option></select></label>
        {flag.get(r).then_some("x")}
    })
}

fn main() {}
