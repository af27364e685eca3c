//! A required prop is left out with the builder, in a branch, by a helper that is given a half-made one.
use vango::prelude::*;

#[component]
fn Card(_cx: &mut Setup, title: Prop<String>, children: Slot) -> Component {
    render(move |r| view! { r, <h2>{title}</h2>{children} })
}

fn pages() {
    let _ = vango::ready(Card::props());
    let _ = vango::ready(Card::props().title(String::new()));
    let _ = Card::props().all_given();
}

fn shown(r: &Render, wide: bool) -> View {
    view! { r, if wide { <Card title={String::new()}/> } else { <Card>"x"</Card> } }
}

fn main() {}
