use vango::prelude::*;

#[component]
fn Frame(cx: &mut Setup, title: Prop<String>, children: Slot) -> Component {
    let open = cx.signal(false);
    render(move |r| view! { r, <h1 hidden=(*open.get(r))>{title}</h1> {children} })
}

fn app() -> App {
    App::new().layout(Frame)
}

fn main() {}
