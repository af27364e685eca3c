//! The key of a list's rows is pure: a row keeps its key.
use std::cell::Cell;

use vango::prelude::*;

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let next = Cell::new(0);
    let rows = cx.list(move |row: &u8| u32::from(*row) + next.replace(next.get() + 1));
    render(move |r| view! { r, each row in rows { <p>{*row}</p> } })
}

fn main() {}
