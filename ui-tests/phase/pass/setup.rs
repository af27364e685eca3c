//! What setup, render and handlers may do.
#![deny(warnings)]
use vango::prelude::*;

#[component]
pub fn Counter(cx: &mut Setup, #[prop(default = 1)] step: Prop<i64>) -> Component {
    let count = cx.signal(0);
    let parity = cx.memo(move |r| if count.get(r) % 2 == 0 { "even" } else { "odd" });
    cx.effect(move |r| *count.get(r), move |tx, now| {
        if *now > 10 {
            count.set(tx, 0);
        }
    });
    let is_wide = *step.get(cx) > 1;
    let label = if is_wide { "steps" } else { "step" };
    render(move |r| {
        let total = *count.get(r);
        view! { r,
            <button on:click=move |tx| { let by = *step.get(tx); *count.get_mut(tx) += by; }>{label}</button>
            <output>{total} " is " {parity}</output>
        }
    })
}

