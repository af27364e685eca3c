//! A page by itself has no required props; a builder without them is not ready.
use vango::prelude::*;

#[component]
fn Item(_cx: &mut Setup, id: Prop<u32>) -> Component {
    render(move |r| view! { r, <h2>{id}</h2> })
}

fn main() {
    let _ = App::new().page("/", Item);
    let _ = vango::ready(Item::props());
}
