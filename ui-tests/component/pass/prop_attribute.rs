use vango::prelude::*;

#[component]
fn Avatar(_cx: &mut Setup, #[prop(default = 48)] size: Prop<u32>) -> Component {
    render(move |r| view! { r, <img src="/me.png" alt="me" width=size> })
}
