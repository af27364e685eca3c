//! Application code that panics in places where something else is half done.

use std::fmt;

use vango::prelude::*;
use vango::session::Report;
use vango_acceptance::Tab;
use vango_client::headless::Find;

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

fn check(tab: &Tab, html: &str) {
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert_eq!(tab.client.html(), html);
}

const FAILED: &str =
    "<div data-vango-error=\"render\" role=\"alert\">Something went wrong here.</div>";

#[derive(Clone, PartialEq)]
struct Grumpy(u64);

impl fmt::Display for Grumpy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("before ")?;
        assert!(self.0 != 2, "a Display that fails");
        write!(f, "{}", self.0)
    }
}

impl vango::view::Text for Grumpy {
    fn text(&self, out: vango::view::TextOut<'_>) {
        out.display(self);
    }
}

#[component]
fn Outer(cx: &mut Setup) -> Component {
    let count = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{format!("a text of some length {}", count.get(r))}</output>
            if *count.get(r) > 0 { <Inner count={*count.get(r)} of={*count.get(r)} /> }
            <p>{format!("another text, after it {}", count.get(r))}</p>
        }
    })
}

#[component]
fn Inner(cx: &mut Setup, count: Prop<u64>, of: Prop<u64>) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <b>{&Grumpy(*count.get(r) + 1)}</b> <i>{of}</i> })
}

#[test]
fn a_display_that_panics_in_a_child_fails_the_child_alone() {
    let mut tab = Tab::open::<Outer>();
    tab.click(&button("+"));
    check(
        &tab,
        &format!(
            "<button>+</button><output>a text of some length 1</output>{FAILED}<p>another text, after it 1</p>"
        ),
    );
    assert!(
        matches!(tab.reports[..], [Report::RenderPanics { count: 1, .. }]),
        "{:?}",
        tab.reports
    );
    tab.click(&button("+"));
    check(
        &tab,
        "<button>+</button><output>a text of some length 2</output><b>before 3</b><i>2</i><p>another text, after it 2</p>",
    );
}

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list_from([1_u64, 2, 3], |row: &u64| *row);
    let bad = cx.signal(2_u64);
    let clicks = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = (*bad.get(tx) + 1) % 5; bad.set(tx, next); }>"next"</button>
            <output>{clicks}</output>
            each row in rows {
                let id = *row;
                <p>
                    <button on:click=move |tx| { *clicks.get_mut(tx) += id; }>{format!("row {id}")}</button>
                    <i>{ assert!(*bad.get(r) != id, "a row that fails"); id }</i>
                </p>
            }
        }
    })
}

fn rows(bad: u64, clicks: u64) -> String {
    let mut html = format!("<button>next</button><output>{clicks}</output>");
    for id in 1..=3 {
        if id == bad {
            html += "<p><button></button><i></i></p>";
        } else {
            html += &format!("<p><button>row {id}</button><i>{id}</i></p>");
        }
    }
    html
}

#[test]
fn a_row_that_panics_is_blank_on_the_page_and_after_it() {
    let mut tab = Tab::open::<Rows>();
    assert!(
        matches!(tab.reports[..], [Report::RenderPanics { count: 1, .. }]),
        "page and socket agree, the panic is reported: {:?}",
        tab.reports
    );
    assert_eq!(tab.to_client.len(), 1, "nothing but the welcome is sent");
    let mut clicks = 0;
    for bad in [3, 4, 0, 1, 2, 3, 4, 0] {
        tab.click(&button("next"));
        check(&tab, &rows(bad, clicks));
        for id in 1..=3 {
            if id != bad {
                tab.click(&button(&format!("row {id}")));
                clicks += id;
                check(&tab, &rows(bad, clicks));
            }
        }
    }
}

#[test]
fn rows_that_panic_again_and_again_leave_nothing_behind() {
    let mut tab = Tab::open::<Rows>();
    let round = |tab: &mut Tab| (0..5).for_each(|_| tab.click(&button("next")));
    round(&mut tab);
    let memory = tab.session.memory_bytes();
    for _ in 0..60 {
        round(&mut tab);
    }
    assert!(
        tab.session.memory_bytes() <= memory + 256,
        "{memory} grew to {}",
        tab.session.memory_bytes()
    );
}

#[component]
fn Unplaced(cx: &mut Setup) -> Component {
    let rows = cx.list_from([1_u64, 2, 3], |row: &u64| *row);
    let tick = cx.signal(0_u64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *tick.get_mut(tx) += 1; }>"tick"</button>
            each row in rows {
                let id = *row;
                let now = *tick.get(r);
                let button = view! { r, <button on:click=move |tx| { *tick.get_mut(tx) += id; }>{format!("row {id}")}</button> };
                <p>{now.is_multiple_of(2).then_some(button)}</p>
            }
        }
    })
}

#[test]
fn handlers_of_views_that_a_row_does_not_place_are_dropped() {
    let mut tab = Tab::open::<Unplaced>();
    for _ in 0..4 {
        tab.click(&button("tick"));
    }
    let memory = tab.session.memory_bytes();
    for _ in 0..400 {
        tab.click(&button("tick"));
    }
    assert!(
        tab.session.memory_bytes() <= memory + 256,
        "{memory} grew to {}",
        tab.session.memory_bytes()
    );
    tab.click(&button("row 2"));
    tab.click(&button("tick"));
    tab.click(&button("tick"));
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
    assert!(tab.client.mismatches().is_empty());
}

#[component]
fn Twice(cx: &mut Setup) -> Component {
    let bad = cx.signal(true);
    let count = cx.signal(0_u64);
    render(move |r| {
        assert!(
            !*bad.get(r) || *count.get(r) % 2 == 1,
            "a root that fails on the page"
        );
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
        }
    })
}

#[test]
fn a_root_that_panics_on_the_page_shows_the_error_and_says_so() {
    let tab = Tab::open::<Twice>();
    check(&tab, FAILED);
    assert!(
        matches!(tab.reports[..], [Report::RenderPanics { count: 1, .. }]),
        "{:?}",
        tab.reports
    );
}

fn was_here(cx: &impl Read) -> bool {
    #[shared]
    static SEEN: bool = false;
    *SEEN.get(cx)
}

/// In the same module, and of the same name: its path is the same too.
fn mark_seen(tx: &mut Tx<'_>) {
    #[shared]
    static SEEN: bool = false;
    SEEN.set(tx, true);
}

#[component]
fn Confused(_cx: &mut Setup) -> Component {
    render(move |r| {
        view! { r, <button on:click=move |tx| { mark_seen(tx); }>"seen"</button> <p>{was_here(r).then_some("again")}</p> }
    })
}

#[test]
fn two_items_with_one_path_are_an_error_that_says_how_to_mend_it() {
    let mut tab = Tab::open::<Confused>();
    tab.click(&button("seen"));
    let [
        Report::Panic {
            message: problem, ..
        },
    ] = &tab.reports[..]
    else {
        panic!("{:?}", tab.reports);
    };
    for (part, count) in [
        ("`panic::SEEN`", 1),
        ("acceptance/tests/panic.rs:", 2),
        ("stored under one name", 1),
        ("another name", 1),
        ("`was = ", 1),
    ] {
        assert_eq!(problem.matches(part).count(), count, "{part}: {problem}");
    }
}
