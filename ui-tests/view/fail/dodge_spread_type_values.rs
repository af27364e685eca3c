//! Pairs, maps, text and other handles as a spread.
use std::collections::BTreeMap;

use vango::prelude::*;

#[component]
fn Spreads(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    render(move |r| {
        let map = BTreeMap::from([("title", "x")]);
        view! { r,
        <p {..[("title", "x")]}>"a"</p>
        <p {..map}>"b"</p>
        <p {..text}>"c"</p>
        <p {.."title"}>"d"</p>
        }
    })
}

fn main() {}
