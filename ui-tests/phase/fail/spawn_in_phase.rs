use vango::prelude::*;

#[component]
fn Report(cx: &mut Setup) -> Component {
    let rows = cx.signal(1_000_u32);
    render(move |r| view! { r,
        <button on:click=move |tx| { let rows = *rows.get(tx); std::thread::spawn(move || rows * 2); }>"Compute"</button>
    })
}

fn main() {}
