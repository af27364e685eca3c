use vango::prelude::*;

#[component]
fn Title(_cx: &mut Setup, #[prop(into)] text: Prop<String>) -> Component {
    render(move |r| view! { r, <h1>{text}</h1> })
}
