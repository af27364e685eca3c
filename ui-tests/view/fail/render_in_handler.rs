use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| view! { r,
        <button on:click=move |tx| { let now = *count.get(r); count.set(tx, now + 1); }>"+"</button>
        <output>{count}</output>
    })
}

fn main() {}
