use vango::prelude::*;

#[component]
fn Item(cx: &mut Setup, id: Prop<u32>) -> Component {
    let title = cx.signal("Item");
    render(move |r| view! { r, <p>{title} " " {id}</p> })
}

fn app() -> App {
    App::new().page("/items/{id}", Item)
}

fn main() {}
