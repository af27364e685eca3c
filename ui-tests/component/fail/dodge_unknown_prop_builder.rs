//! An unknown prop with the builder, on a generic component, and one that only another component has.
use vango::prelude::*;

#[component]
fn Card<T: PartialEq + Send>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, if value.get(r) == value.get(r) { "x" } })
}

#[component]
fn Sized(_cx: &mut Setup, size: Prop<u8>) -> Component {
    render(move |r| view! { r, {size} })
}

fn shown(r: &Render) -> View {
    let _ = vango::ready(Sized::props().size(1).value(2));
    view! { r, <Card value=1 size=2/> <Sized size=1 colour="red"/> }
}

fn main() {}
