//! Lists, maps, booleans and results in braces, wrapped in what can be shown.
use std::collections::HashMap;

use vango::prelude::*;

#[component]
fn Shows(cx: &mut Setup) -> Component {
    let flag = cx.signal(true);
    let names = cx.memo(|_| vec![String::new()]);
    render(move |r| {
        let map = HashMap::from([(1, 2)]);
        view! { r,
        <p>{Some(vec![1])}</p>
        <p>{flag}</p>
        <p>{names}</p>
        <p>{&Some(true)}</p>
        <p>{map}</p>
        <p>{()}</p>
        <p>{"1".parse::<u8>()}</p>
        }
    })
}

fn main() {}
