//! Generic components: what a type parameter has to be is said at the prop.
use std::fmt::Display;

use vango::prelude::*;

#[component]
fn Unbound<T>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, <p>{std::mem::size_of_val(value.get(r))}</p> })
}

#[component]
fn Impl(_cx: &mut Setup, value: impl Display) -> Component {
    render(move |r| view! { r, <p>{value.to_string()}</p> })
}

#[component]
fn Plain<T: Display>(_cx: &mut Setup, value: T) -> Component {
    render(move |r| view! { r, <p>{value.to_string()}</p> })
}

#[component]
fn Boxed(_cx: &mut Setup, value: Prop<Box<dyn Display>>) -> Component {
    render(move |r| view! { r, <p>{value.get(r).to_string()}</p> })
}

struct NotEqual;

#[component]
fn Incomparable(_cx: &mut Setup, value: Prop<NotEqual>) -> Component {
    render(move |r| view! { r, <p>{std::mem::size_of_val(value.get(r))}</p> })
}

#[component]
fn Lives<'a>(_cx: &mut Setup, name: Prop<&'a str>) -> Component {
    render(move |r| view! { r, <p>{name}</p> })
}

fn main() {}
