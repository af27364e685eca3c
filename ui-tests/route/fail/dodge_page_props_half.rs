//! A page with required props, by its name, by a half-made builder, as the not-found page.
use vango::prelude::*;

#[component]
fn Product(_cx: &mut Setup, id: Prop<u32>, name: Prop<String>) -> Component {
    render(move |r| view! { r, {id}{name} })
}

fn app() -> App {
    App::new()
        .page("/", Product)
        .not_found(Product)
        .page_with("/{id}", |params| Ok(vango::ready(Product::props().id(params.parse("id")?))))
}

fn main() {}
