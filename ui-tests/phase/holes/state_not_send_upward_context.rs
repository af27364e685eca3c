//! A hole. A parent provides a place that is not `Sync`, and the child puts its handle there: it outlives the child. Its use
//! panics with `StaleHandle`, and the turn is discarded.
use std::cell::RefCell;
use std::rc::Rc;

use vango::prelude::*;

type Place = Rc<RefCell<Vec<Signal<i32>>>>;

#[component]
fn Child(cx: &mut Setup) -> Component {
    let count = cx.signal(0);
    if let Some(place) = cx.context::<Place>() {
        place.borrow_mut().push(count);
    }
    render(move |r| view! { r, {count} })
}

#[component]
fn Parent(cx: &mut Setup) -> Component {
    let place = Place::default();
    cx.provide(Rc::clone(&place));
    let tick = cx.timer(move |tx| for count in place.borrow().iter() { *count.get_mut(tx) += 1; });
    render(move |r| view! { r, <Child/> <button on:click=move |tx| { tick.stop(tx); }>"x"</button> })
}
