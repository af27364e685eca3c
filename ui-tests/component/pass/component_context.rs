use vango::prelude::*;

#[component]
fn Greeting(_cx: &mut Setup, name: Prop<String>) -> Component {
    render(move |r| view! { r, <p>"Hello, "{name}</p> })
}
