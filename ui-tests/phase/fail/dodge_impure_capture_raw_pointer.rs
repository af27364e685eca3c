//! A raw pointer.
use vango::prelude::*;

#[component]
fn Counter(_cx: &mut Setup) -> Component {
    let mut count = 0_u32;
    let place: *mut u32 = &raw mut count;
    render(move |r| view! { r, <p>{place.is_null() as u32}</p> })
}

fn main() {}
