//! A prop stays with its component: it borrows nothing, and its type has a name.
use vango::prelude::*;

#[component]
fn Borrows(_cx: &mut Setup, title: Prop<&str>) -> Component {
    render(move |r| view! { r, <p>{title}</p> })
}

#[component]
fn BorrowsInside(_cx: &mut Setup, names: Prop<Option<Vec<&'static [&u8]>>>) -> Component {
    render(move |r| view! { r, <p>{names.get(r).iter().flatten().count()}</p> })
}

#[component]
fn HasNoName(_cx: &mut Setup, title: Prop<impl std::fmt::Display>) -> Component {
    render(move |r| view! { r, <p>{title.get(r).to_string()}</p> })
}

fn main() {}
