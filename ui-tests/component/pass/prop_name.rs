use vango::prelude::*;

#[component]
fn Row(_cx: &mut Setup, id: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>"Order "{id}</p> })
}
