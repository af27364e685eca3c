//! A prop that borrows, by a generic parameter; one that is not `Send`, one that cannot be compared.
use std::rc::Rc;

use vango::prelude::*;

#[component]
fn Shown<T: PartialEq + Send>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, if value.get(r) == value.get(r) { "x" } })
}

struct NotCompared;

#[component]
fn Page(cx: &mut Setup) -> Component {
    let names = cx.signal(vec![String::new()]);
    render(move |r| view! { r,
        <Shown value={names.get(r).as_slice()}/>
        <Shown value={Rc::new(1)}/>
        <Shown value={NotCompared}/>
    })
}

fn main() {}
