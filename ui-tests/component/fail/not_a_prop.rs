use vango::prelude::*;

#[component]
fn Remove(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <button>"Remove"</button> })
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let count = cx.signal(3);
    render(move |r| view! { r, <Remove on:click=move |tx| { *count.get_mut(tx) -= 1; }/> <output>{count}</output> })
}

fn main() {}
