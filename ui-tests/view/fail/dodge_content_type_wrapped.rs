//! Lists, maps, booleans and closures in braces, wrapped in what can be shown.
use std::collections::HashMap;

use vango::prelude::*;

#[component]
fn Shows(cx: &mut Setup) -> Component {
    let flag = cx.signal(true);
    let names = cx.memo(|_| vec![String::new()]);
    render(move |r| view! { r,
        <p>{Some(vec![1])}</p>
        <p>{flag}</p>
        <p>{names}</p>
        <p>{&Some(true)}</p>
        <p>{HashMap::<u8, u8>::new()}</p>
        <p>{move || "x"}</p>
        <p>{()}</p>
        <p>{Ok::<&str, u8>("x")}</p>
    })
}

fn main() {}
