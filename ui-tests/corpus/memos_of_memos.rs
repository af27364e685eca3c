//! Memos on memos, diamonds, memos of large values by `Arc`, tuples, memos in arrays and structs, read in every phase.
use std::collections::BTreeSet;
use std::sync::Arc;

use vango::prelude::*;

#[derive(Clone, Copy)]
struct Totals {
    sum: Memo<i64>,
    mean: Memo<Option<i64>>,
}

#[setup]
fn use_totals(cx: &mut Setup, numbers: Memo<Arc<[i64]>>) -> Totals {
    let sum = cx.memo(move |r| numbers.get(r).iter().sum::<i64>());
    let mean = cx.memo(move |r| sum.get(r).checked_div(i64::try_from(numbers.get(r).len()).ok()?));
    Totals { sum, mean }
}

#[component]
pub fn Statistics(cx: &mut Setup, text: Prop<String>) -> Component {
    let limit = cx.signal(3_i64);
    let numbers = cx.memo(move |r| -> Arc<[i64]> { text.get(r).split(',').filter_map(|part| part.trim().parse().ok()).collect() });
    let totals = use_totals(cx, numbers);
    let bounds = [
        cx.memo(move |r| numbers.get(r).iter().min().copied()),
        cx.memo(move |r| numbers.get(r).iter().max().copied()),
    ];
    let spread = cx.memo(move |r| match bounds.map(|bound| *bound.get(r)) {
        [Some(least), Some(most)] => Some((least, most, most - least)),
        _ => None,
    });
    let seen = cx.memo(move |r| {
        let (sum, mean) = (*totals.sum.get(r), *totals.mean.get(r));
        let limit = *limit.get(r);
        [Some(sum), mean].into_iter().flatten().filter(|number| *number > limit).collect::<BTreeSet<_>>()
    });
    render(move |r| {
        view! { r,
            if let Some((least, most, spread)) = spread.get(r) { <p>{least}"–"{most}" ("{spread}")"</p> }
            for number in seen.get(r), key = number { <i>{number}</i> }
            <button on:click=move |tx| {
                if let Some(mean) = *totals.mean.get(tx) { limit.set(tx, mean); }
            }>{totals.sum}</button>
        }
    })
}
