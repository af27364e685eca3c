//! A component is generic over types and constants, not over lifetimes.
use vango::prelude::*;

#[component]
fn Title<'a>(_cx: &mut Setup, size: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>{size}</p> })
}

fn main() {}
