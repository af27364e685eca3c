//! The marks of a builder are named, to say that everything was given.
use vango::prelude::*;
use vango::view::Given;

#[component]
fn Card(_cx: &mut Setup, title: Prop<String>) -> Component {
    render(move |r| view! { r, {title} })
}

fn made() -> PropsOfCard<Given> {
    Card::props()
}

fn filled() -> PropsOfCard<Given> {
    PropsOfCard { ..Default::default() }
}

fn main() {}
