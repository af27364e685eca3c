//! Without debug assertions nothing is looked for: renders run once, and nobody is told of what only a development run finds.

use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;
use vango_acceptance::{Find, Tab};

static RENDERS: AtomicU32 = AtomicU32::new(0);
static MEMOS: AtomicU32 = AtomicU32::new(0);

#[component]
fn Careless(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    let memo = cx.memo(move |r| MEMOS.fetch_add(1, Ordering::Relaxed) + *count.get(r));
    render(move |r| {
        let renders = RENDERS.fetch_add(1, Ordering::Relaxed);
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>{renders}</button>
            <i>{memo}</i>
            for twin in [1, 1], key = twin { <b>{twin}</b> }
        }
    })
}

#[test]
fn renders_and_memos_run_once_and_nothing_is_told() {
    let mut tab = Tab::open::<Careless>();
    assert_eq!(
        RENDERS.load(Ordering::Relaxed),
        2,
        "the page, and the render that thaws it"
    );
    assert_eq!(MEMOS.load(Ordering::Relaxed), 1);
    tab.click(&Find::tag("button"));
    assert_eq!(RENDERS.load(Ordering::Relaxed), 3);
    assert_eq!(MEMOS.load(Ordering::Relaxed), 2);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}
