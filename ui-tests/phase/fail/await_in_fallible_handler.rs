//! An `.await` in handlers that say in each way that they can fail: told once each.
use vango::prelude::*;

async fn store() -> Result<(), std::io::Error> {
    Ok(())
}

#[component]
fn Editor(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    render(move |r| view! { r,
        <button on:click=move |tx| { store().await?; count.set(tx, 1); }>"?"</button>
        <button on:click=move |tx| { if *count.get(tx) > 0 { return Ok(()); } drop(store().await); }>"early"</button>
        <button on:click=move |tx| { count.set(tx, 1); drop(store().await); Ok(()) }>"at the end"</button>
    })
}

fn main() {}
