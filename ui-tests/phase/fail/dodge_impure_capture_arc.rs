//! An `Arc` of a `RefCell`, an `Rc`, a receiver: shared, and changed by who else has it.
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::channel;

use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let names = Arc::new(RefCell::new(Vec::<String>::new()));
    let first = Rc::new(1);
    let once = OnceCell::new();
    let (_sender, receiver) = channel::<u8>();
    render(move |r| {
        names.borrow_mut().push(String::new());
        once.get_or_init(|| 1);
        view! { r, <p>{*first}{receiver.try_recv().unwrap_or(0)}</p> }
    })
}

fn main() {}
