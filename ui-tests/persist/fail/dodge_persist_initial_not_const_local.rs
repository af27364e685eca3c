//! Initial values that take a prop, a local or a signal along.
use vango::prelude::*;

#[component]
fn Cart(cx: &mut Setup, size: Prop<u32>) -> Component {
    let local = 3;
    #[shared]
    static LOCAL: u32 = local;
    #[shared]
    static PROP: u32 = *size.get(cx);
    render(move |r| view! { r, {&LOCAL}{&PROP} })
}

fn main() {}
