use vango::prelude::*;

#[component]
fn user_card(_cx: &mut Setup, name: Prop<String>) -> Component {
    render(move |r| view! { r, <article>{name}</article> })
}

fn main() {}
