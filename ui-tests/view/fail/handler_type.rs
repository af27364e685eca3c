use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| {
        let reset = move || count;
        view! { r, <button on:click=reset>{count}</button> }
    })
}

fn main() {}
