//! The rows of `each` are rendered again alone: what they take along is as pure as render's.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list(|row: &u8| *row);
    render(move |r| {
        let shown = Cell::new(0);
        view! { r, each row in rows { <p>{*row}{shown.replace(1)}</p> } }
    })
}

fn main() {}
