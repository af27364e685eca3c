//! Pages that grow in one thing alone: signals of one component, or components with one signal each.

use vango::prelude::*;

/// What a component with many signals shows. Render reads all of them, so that one write renders it again.
macro_rules! signals {
    ($name:ident, $setup:ident, $doc:literal) => {
        #[doc = $doc]
        #[component]
        pub(crate) fn $name(cx: &mut Setup) -> Component {
            let signals = $setup(cx);
            let first = signals[0];
            render(move |r| {
                let all = signals.clone();
                let sum: i64 = signals.iter().map(|signal| *signal.get(r)).sum();
                view! { r,
                    <button data-testid="first" on:click=move |tx| { *first.get_mut(tx) += 1; }>"+1"</button>
                    <button data-testid="all" on:click=move |tx| {
                        for signal in &all {
                            *signal.get_mut(tx) += 1;
                        }
                    }>"+1 each"</button>
                    <output data-testid="sum">{sum}</output>
                }
            })
        }
    };
}
signals!(Signals10, ten, "Ten signals.");
signals!(Signals100, hundred, "A hundred signals.");
signals!(Signals1000, thousand, "A thousand signals.");

/// Allocation is unconditional and stands in straight lines, so that the sizes are these.
#[setup]
fn ten(cx: &mut Setup) -> Vec<Signal<i64>> {
    let (a, b, c, d, e) = five(cx);
    let (f, g, h, i, j) = five(cx);
    vec![a, b, c, d, e, f, g, h, i, j]
}

type Five = (
    Signal<i64>,
    Signal<i64>,
    Signal<i64>,
    Signal<i64>,
    Signal<i64>,
);

#[setup]
fn five(cx: &mut Setup) -> Five {
    let a = cx.signal(0);
    let b = cx.signal(0);
    let c = cx.signal(0);
    let d = cx.signal(0);
    let e = cx.signal(0);
    (a, b, c, d, e)
}

macro_rules! ten_times {
    ($name:ident, $part:ident) => {
        #[setup]
        fn $name(cx: &mut Setup) -> Vec<Signal<i64>> {
            let a = $part(cx);
            let b = $part(cx);
            let c = $part(cx);
            let d = $part(cx);
            let e = $part(cx);
            let f = $part(cx);
            let g = $part(cx);
            let h = $part(cx);
            let i = $part(cx);
            let j = $part(cx);
            [a, b, c, d, e, f, g, h, i, j].concat()
        }
    };
}
ten_times!(hundred, ten);
ten_times!(thousand, hundred);

/// Many components, each of which can change alone.
#[component]
pub(crate) fn Components(
    _cx: &mut Setup,
    /// How many.
    count: Prop<u64>,
) -> Component {
    render(move |r| {
        view! { r,
            <main>
                for at in 0..*count.get(r), key = at { <Leaf /> }
            </main>
        }
    })
}

/// One of many.
#[component]
pub(crate) fn Leaf(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <p>
                <button data-testid="more" on:click=move |tx| { *count.get_mut(tx) += 1; }>"+1"</button>
                <output data-testid="count">{count}</output>
            </p>
        }
    })
}
