//! A persisted value is shown by reference, when it can be shown at all.
use vango::prelude::*;

#[shared]
static COUNT: u32 = 0;

#[shared]
static NAMES: Vec<String> = [];

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| view! { r, <p>{COUNT}</p> <p>{&NAMES}</p> })
}

fn main() {}
