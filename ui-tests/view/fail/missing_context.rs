use vango::prelude::*;

#[component]
fn Greeting(cx: &mut Setup) -> Component {
    let name = cx.signal("Ada".to_owned());
    render(move |r| view! { <p>"Hello, "{name}"!"</p> })
}

fn main() {}
