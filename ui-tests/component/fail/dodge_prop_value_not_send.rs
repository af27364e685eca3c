//! A prop by a generic parameter that is not `Send`, one that cannot be compared.
use std::rc::Rc;

use vango::prelude::*;

#[component]
fn Shown<T: PartialEq + Send>(_cx: &mut Setup, value: Prop<T>) -> Component {
    render(move |r| view! { r, if value.get(r) == value.get(r) { "x" } })
}

struct NotCompared;

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| view! { r,
        <Shown value={Rc::new(1)}/>
        <Shown value={NotCompared}/>
    })
}

fn main() {}
