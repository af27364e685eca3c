//! Setup reads once to begin with: in the head of an `if`, a `match` or a loop, and in `format!` and `vec!`.
use vango::prelude::*;

#[derive(Clone, Copy, PartialEq)]
pub enum Unit {
    Metre,
    Foot,
}

#[component]
pub fn Length(
    cx: &mut Setup,
    #[prop(default = Unit::Metre)] unit: Prop<Unit>,
    #[prop(optional)] first: Prop<Option<f64>>,
    #[prop(default)] marks: Prop<Vec<u32>>,
) -> Component {
    let factor = match *unit.get(cx) {
        Unit::Metre => 1.0,
        Unit::Foot => 0.3048,
    };
    let mut sum = 0;
    for mark in marks.get(cx) {
        sum += mark;
    }
    let start = if let Some(first) = first.get(cx) && *first > 0.0 { *first } else { 0.0 };
    let label = format!("{} marks, {sum} in all, from {:.1}", marks.get(cx).len(), start);
    let tens = vec![marks.get(cx).len() * 10, 10];
    let value = cx.signal(start * factor);
    let steps = cx.list_from(tens, |step: &usize| *step);
    let caption = cx.signal(label);
    render(move |r| {
        view! { r,
            <p>{caption}": "{format!("{:.2}", value.get(r))}</p>
            each step in steps {
                let step = *step as f64;
                <button on:click=move |tx| { *value.get_mut(tx) += step * factor; }>"+"{step}</button>
            }
        }
    })
}
