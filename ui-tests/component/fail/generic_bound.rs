//! A type that a generic component does not take is one error, at the component.
use std::fmt::Display;

use vango::prelude::*;

#[component]
fn List<T: Display + Clone + PartialEq + Send + Sync>(_cx: &mut Setup, items: Prop<Vec<T>>, size: Prop<u32>) -> Component {
    render(move |r| view! { r, <p>{size} {items.get(r).iter().map(T::to_string).collect::<String>()}</p> })
}

#[derive(Clone, PartialEq)]
struct Silent;

fn page(r: &Render) -> View {
    view! { r, <List items={vec![Silent]} size=1/> }
}

fn missing(r: &Render) -> View {
    view! { r, <List size=1/> }
}

fn main() {}
