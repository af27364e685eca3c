use vango::prelude::*;

#[component]
fn Greeting(name: Prop<String>) -> Component {
    render(move |r| view! { r, <p>"Hello, "{name}</p> })
}

fn main() {}
