use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=|| { count.set(0); }>"Reset"</button>
        <output>{count}</output>
    })
}

fn main() {}
