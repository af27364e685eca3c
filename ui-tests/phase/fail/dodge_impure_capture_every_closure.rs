//! What effects and resources depend on, and selectors, are as pure as a memo.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Everything(cx: &mut Setup) -> Component {
    let (a, b, c) = (Cell::new(1), Cell::new(1), Cell::new(1));
    cx.effect(move |_| a.get(), |_tx, _| {});
    cx.selector(move |_| Some(b.get()));
    cx.resource(move |_| c.get(), |_work, n| async move { Ok(n) });
    render(move |r| view! { r, "x" })
}

fn main() {}
