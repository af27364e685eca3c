use vango::prelude::*;

#[component]
fn Item(cx: &mut Setup, id: Prop<u32>) -> Component {
    let title = cx.signal("Item");
    render(move |r| view! { r, <p>{title} " " {id}</p> })
}

fn app() -> App {
    App::new().page_with("/items/{id}", |params| Ok(vango::ready(Item::props().id(params.parse("id")?))))
}
