use vango::prelude::*;

#[component]
fn Price(_cx: &mut Setup, cents: Prop<u32>) -> Component {
    render(move |r| view! { r, <output>{cents}</output> })
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(|r| view! { r, <Price cents="1995"/> })
}

fn main() {}
