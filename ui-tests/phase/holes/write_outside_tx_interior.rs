//! A hole. A signal holds a `Cell`, which is `Send`: render changes it through what `get` lends, and nobody is told. The
//! development run sees it when what is shown differs (VG1201).
use std::cell::{Cell, RefCell};

use vango::prelude::*;

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(Cell::new(0));
    let names = cx.signal(RefCell::new(Vec::<String>::new()));
    render(move |r| {
        count.get(r).set(1);
        names.get(r).borrow_mut().clear();
        view! { r, <p>{count.get(r).get()}</p> }
    })
}
