use vango::prelude::*;

#[component]
fn Title(_cx: &mut Setup, text: Prop<&str>) -> Component {
    render(move |r| view! { r, <h1>{text}</h1> })
}

fn main() {}
