//! A function that has no `#[component]`, used as if it had.
use vango::prelude::*;

fn Row(_cx: &mut Setup, id: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>{id}</p> })
}

fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <h1>"x"</h1> })
}

#[component]
fn Table(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Row id=1/> })
}

fn Frame(_cx: &mut Setup, children: Slot) -> Component {
    render(move |r| view! { r, <main>{children}</main> })
}

fn Lost(_cx: &mut Setup, path: Prop<String>) -> Component {
    render(move |r| view! { r, <p>{path}</p> })
}

fn main() {
    let _ = App::new().page("/", Page);
    let _ = App::new().not_found(Lost);
    let _ = App::new().layout(Frame);
    let _ = App::new().page("/x", "Page");
}
