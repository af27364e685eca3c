use vango::prelude::*;

#[component]
fn Row(_cx: &mut Setup, key: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>"Order "{key}</p> })
}

fn main() {}
