use vango::prelude::*;

#[component]
fn Price(_cx: &mut Setup, cents: u32) -> Component {
    render(move |r| view! { r, <output>{cents / 100}" EUR"</output> })
}

fn main() {}
