//! `bind:` to what cannot be written: a value that was read, a resource, persisted state's value, a memo in a struct.
use vango::prelude::*;

#[derive(Clone, Copy)]
struct Names {
    upper: Memo<String>,
}

#[component]
fn Binds(cx: &mut Setup, given: Prop<String>) -> Component {
    let name = cx.signal(String::new());
    let names = Names { upper: cx.memo(move |r| name.get(r).to_uppercase()) };
    let kept = cx.stored(String::new());
    render(move |r| view! { r,
        <label>"a" <input bind:value={name.get(r)}/></label>
        <label>"b" <input bind:value={names.upper}/></label>
        <label>"c" <input bind:value=kept/></label>
        <label>"d" <input bind:value=given/></label>
        <label>"e" <input bind:value={String::new()}/></label>
    })
}

fn main() {}
