//! A page function that captures what another session could change: it answers the same for everybody.
use std::cell::Cell;
use std::rc::Rc;

use vango::prelude::*;

#[component]
fn Product(_cx: &mut Setup, id: Prop<u32>) -> Component {
    render(move |r| view! { r, {id} })
}

fn app() -> App {
    let next = Rc::new(Cell::new(0));
    App::new().page_with("/{id}", move |_params| {
        next.set(next.get() + 1);
        Ok(vango::ready(Product::props().id(next.get())))
    })
}

fn main() {}
