use vango::prelude::*;

#[component]
fn Price(_cx: &mut Setup, cents: Prop<u32>) -> Component {
    render(move |r| view! { r, <output>{*cents.get(r) / 100}" EUR"</output> })
}
