//! `impl Trait` arguments and results: closures from setup functions, views from iterators, generic handlers.
use std::fmt::Display;

use vango::prelude::*;

#[setup]
fn use_derived<T: PartialEq + Send + 'static>(
    cx: &mut Setup,
    count: Signal<i64>,
    map: impl Fn(i64) -> T + Send + Sync + 'static,
) -> Memo<T> {
    cx.memo(move |r| map(*count.get(r)))
}

#[setup]
fn use_added(cx: &mut Setup, first: i64) -> (Signal<i64>, impl Fn(&mut Tx, i64) + Copy + 'static) {
    let sum = cx.signal(first);
    (sum, move |tx: &mut Tx, by: i64| *sum.get_mut(tx) += by)
}

fn row<'a>(r: &Render, items: impl IntoIterator<Item = &'a str>, last: impl Display) -> View {
    view! { r, <ul>for item in items, key = item { <li>{item}</li> } <li>{last.to_string()}</li></ul> }
}

fn twice(act: impl Fn(&mut Tx) + Copy + 'static) -> impl Fn(&mut Tx) + Copy + 'static {
    move |tx| {
        act(tx);
        act(tx);
    }
}

#[component]
pub fn Sums(cx: &mut Setup) -> Component {
    let (sum, add) = use_added(cx, 1);
    let is_even = use_derived(cx, sum, |sum| sum % 2 == 0);
    let text = use_derived(cx, sum, |sum| format!("<{sum}>"));
    render(move |r| {
        let more = twice(move |tx| add(tx, 1));
        view! { r,
            {row(r, ["a", "b"], *sum.get(r))} {row(r, text.get(r).split('<'), 'z')}
            <button on:click=more>"two more"</button>
            <button on:click={twice(twice(move |tx: &mut Tx| add(tx, -1)))}>"four less"</button>
            if *is_even.get(r) { "even" }
        }
    })
}
