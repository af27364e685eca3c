//! `.await` straight in the body of a component and of a setup function, whatever is done with what it gives: told once each.
use vango::prelude::*;

async fn load(id: u32) -> u32 {
    id
}

async fn names() -> Result<Vec<String>, std::io::Error> {
    Ok(Vec::new())
}

#[setup]
fn use_first(cx: &mut Setup, id: u32) -> Signal<u32> {
    let first = load(id).await;
    cx.signal(first.max(1))
}

#[setup]
fn use_names(cx: &mut Setup) -> Result<Signal<Vec<String>>, std::io::Error> {
    let list = cx.signal(Vec::new());
    for name in names().await? {
        drop(name.trim());
    }
    Ok(list)
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let first = load(1).await;
    let first = cx.signal(first);
    render(move |r| view! { r, <p>{first}</p> })
}

fn main() {}
