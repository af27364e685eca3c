//! Effects that trigger themselves or each other, and memos that read each other: the report names all of them.

use std::cell::Cell;

use vango::prelude::*;
use vango::session::limits::MAX_ROUNDS;
use vango::session::{EndlessEffects, Origin, Report};
use vango_acceptance::Tab;
use vango_client::headless::Find;

fn go(tab: &mut Tab) {
    tab.click(&Find::tag("button").text("go"));
}

/// The line of this file after the comment `marker`.
fn line_after(marker: &str) -> u32 {
    let marker = format!("// {marker}");
    let mut lines = include_str!("endless.rs").lines().zip(2..);
    let found = lines.find(|(line, _)| line.trim() == marker);
    found.expect("the marker stands in this file").1
}

fn endless(tab: &Tab) -> &EndlessEffects {
    match &tab.reports[..] {
        [Report::EndlessEffects(endless)] => endless,
        reports => panic!("{reports:?}"),
    }
}

/// The text that names the effects at the lines after `markers`.
fn check(tab: &Tab, begin: &str, markers: &[&str]) {
    let endless = endless(tab);
    assert_eq!(endless.rounds, MAX_ROUNDS);
    let lines: Vec<_> = endless.effects.iter().map(|at| at.line()).collect();
    let expected: Vec<_> = markers.iter().map(|marker| line_after(marker)).collect();
    assert_eq!(lines, expected);
    let text = endless.to_string();
    assert!(text.starts_with(begin), "{text}");
    assert!(text.contains("stopped after 64 rounds"), "{text}");
    for at in &endless.effects {
        assert!(text.contains(&at.to_string()), "{text}");
    }
    assert_eq!(tab.closed, None);
}

#[component]
fn Own(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u32);
    // own
    cx.effect(
        move |r| *count.get(r),
        move |tx, now| {
            if *now > 0 {
                count.set(tx, now + 1);
            }
        },
    );
    // own: sees each round, writes nothing
    cx.effect(move |r| *count.get(r), |_tx, _now| {});
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { count.set(tx, 1); }>"go"</button>
            <button on:click=move |tx| { count.set(tx, 0); }>"stop"</button>
            <output>{count}</output>
        }
    })
}

#[test]
fn an_effect_that_triggers_itself_is_named_alone() {
    let mut tab = Tab::open::<Own>();
    go(&mut tab);
    check(&tab, "the effect at ", &["own"]);
    let text = endless(&tab).to_string();
    assert!(text.contains(" triggers itself;"), "{text}");
    // The page goes on with what was written last.
    assert_eq!(tab.output(), format!("{}", MAX_ROUNDS + 1));
    tab.reports.clear();
    tab.click(&Find::tag("button").text("stop"));
    assert_eq!(tab.output(), "0");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[component]
fn Three(cx: &mut Setup) -> Component {
    let a = cx.signal(0_u32);
    let b = cx.signal(0_u32);
    let c = cx.signal(0_u32);
    let before = cx.signal(0_u32);
    // three: triggers the cycle, and is no part of it
    cx.on_change(move |r| *before.get(r), move |tx, now| a.set(tx, *now));
    // three: a
    cx.on_change(move |r| *a.get(r), move |tx, now| b.set(tx, now + 1));
    // three: b
    cx.on_change(move |r| *b.get(r), move |tx, now| c.set(tx, now + 1));
    // three: c
    cx.on_change(move |r| *c.get(r), move |tx, now| a.set(tx, now + 1));
    render(move |r| {
        view! { r, <button on:click=move |tx| { before.set(tx, 1); }>"go"</button><output>{a}</output> }
    })
}

#[test]
fn effects_that_trigger_each_other_are_all_named() {
    let mut tab = Tab::open::<Three>();
    go(&mut tab);
    let mut sorted = endless(&tab).clone();
    sorted.effects.sort_by_key(|at| at.line());
    tab.reports = vec![Report::EndlessEffects(sorted)];
    let markers = ["three: a", "three: b", "three: c"];
    check(&tab, "effects trigger each other: the one at ", &markers);
    let text = endless(&tab).to_string();
    assert!(text.contains(" and the one at "), "{text}");
}

#[component]
fn Crowd(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u64);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    cx.on_change(move |r| *count.get(r), move |tx, _| *count.get_mut(tx) += 1);
    render(move |r| {
        view! { r, <button on:click=move |tx| { count.set(tx, 1); }>"go"</button><output>{count}</output> }
    })
}

#[test]
fn a_crowd_of_effects_is_named_up_to_a_bound() {
    let mut tab = Tab::open::<Crowd>();
    go(&mut tab);
    let endless = endless(&tab);
    assert_eq!((endless.effects.len(), endless.has_more), (16, true));
    let text = endless.to_string();
    assert!(text.contains(" and others; stopped"), "{text}");
}

thread_local! {
    /// No way of the framework's own leads from a memo to one that is made after it.
    static LATER: Cell<Option<Memo<u32>>> = const { Cell::new(None) };
}

#[component]
fn Memos(cx: &mut Setup) -> Component {
    let closed = cx.signal(false);
    // memos: first
    let first = cx.memo(move |r| {
        if *closed.get(r) {
            LATER.get().map_or(0, |later| *later.get(r))
        } else {
            1
        }
    });
    // memos: second
    let second = cx.memo(move |r| *first.get(r) + 1);
    LATER.set(Some(second));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let now = *closed.get(tx); closed.set(tx, !now); }>"go"</button>
            <Sum second={*second.get(r)} />
        }
    })
}

#[component]
fn Sum(_cx: &mut Setup, second: Prop<u32>) -> Component {
    render(move |r| view! { r, <output>{second}</output> })
}

#[test]
fn memos_that_read_each_other_are_both_named() {
    let mut tab = Tab::open::<Memos>();
    assert_eq!(tab.output(), "2");
    go(&mut tab);
    let [
        Report::RenderPanics {
            count: 1,
            origin: Origin::Rendering { component: "Memos" },
            message,
        },
    ] = &tab.reports[..]
    else {
        panic!("{:?}", tab.reports)
    };
    let file = file!();
    let (first, second) = (line_after("memos: first"), line_after("memos: second"));
    for line in [first, second] {
        assert!(
            message.contains(&format!("the memo at {file}:{line}:")),
            "{message}"
        );
    }
    assert!(message.starts_with("a memo reads itself: "), "{message}");
    assert!(message.contains("break the cycle"), "{message}");
    assert_eq!(tab.closed, None);
}
