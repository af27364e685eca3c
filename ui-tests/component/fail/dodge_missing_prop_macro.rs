//! A component that a macro makes, used with less than it needs; one in a generic component.
use vango::prelude::*;

macro_rules! card {
    ($name:ident, $prop:ident) => {
        #[component]
        fn $name(_cx: &mut Setup, $prop: Prop<u8>) -> Component {
            render(move |r| view! { r, {$prop} })
        }
    };
}

card!(Card, size);

#[component]
fn Generic<T: PartialEq + Send>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, <Card/> if value.get(r) == value.get(r) { "x" } })
}

fn shown(r: &Render) -> View {
    view! { r, <Generic<u8>/> }
}

fn main() {}
