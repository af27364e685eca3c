//! `return` and `?` after the last allocation: setup functions that answer early, and components.
use std::num::ParseIntError;

use vango::prelude::*;

#[setup]
fn use_number(cx: &mut Setup, text: &str) -> Result<(Signal<i64>, i64), ParseIntError> {
    let value = cx.signal(0);
    let first: i64 = text.trim().parse()?;
    if first < 0 {
        return Ok((value, -first));
    }
    Ok((value, first))
}

#[component]
pub fn Number(cx: &mut Setup, text: Prop<String>) -> Component {
    let given = text.get(cx).clone();
    let number = use_number(cx, &given);
    let Ok((value, first)) = number else {
        return render(move |r| view! { r, <p role="alert">{text}" is no number"</p> });
    };
    if first == 0 {
        return render(|r| view! { r, <p>"zero"</p> });
    }
    render(move |r| view! { r, <button on:click=move |tx| { *value.get_mut(tx) += first; }>{value}</button> })
}
