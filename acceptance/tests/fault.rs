//! What a session does with application code that fails, loops, lies or leaves something behind.

use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;
use vango::session::{Origin, Report, Rule};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::ClientFrame;

fn plus() -> Find {
    Find::tag("button").text("+")
}

#[component]
fn Faulty(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        assert!(*count.get(r) != 2, "a render that fails");
        view! { r,
            <output>{count}</output>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; panic!("a handler that fails"); }>"panic"</button>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; "x".parse::<i64>()?; *count.get_mut(tx) += 1; }>"error"</button>
        }
    })
}

#[component]
fn Frame(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
            <Fragile count={*count.get(r)} />
        }
    })
}

#[component]
fn Fragile(cx: &mut Setup, count: Prop<i64>) -> Component {
    let _kept = cx.signal(0);
    render(move |r| {
        assert!(*count.get(r) != 2, "a render that fails");
        view! { r, <b>{count}</b> }
    })
}

#[test]
fn a_panic_in_render_shows_an_error_in_its_place_and_goes_when_the_cause_goes() {
    let mut tab = Tab::open::<Frame>();
    tab.click(&plus());
    assert_eq!(tab.client.text(&Find::tag("b")).ok().as_deref(), Some("1"));
    tab.click(&plus());
    assert!(
        matches!(tab.reports[..], [Report::RenderPanics { count: 1, .. }]),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.output(), "2", "the rest of the page lives");
    assert!(
        tab.client
            .text(&Find::default().attribute("data-vango-error", "render"))
            .is_ok()
    );
    tab.click(&plus());
    assert_eq!(tab.client.text(&Find::tag("b")).ok().as_deref(), Some("3"));
}

#[test]
fn a_panic_in_a_handler_shows_nothing_of_what_it_wrote() {
    let mut tab = Tab::open::<Faulty>();
    tab.click(&Find::tag("button").text("panic"));
    let [Report::Panic { origin, message }] = &tab.reports[..] else {
        panic!("{:?}", tab.reports)
    };
    let Origin::Handler {
        component: "Faulty",
        event: "click",
        at,
    } = origin
    else {
        panic!("{origin:?}");
    };
    assert_eq!(at.is_some(), cfg!(debug_assertions));
    assert_eq!(message, "a handler that fails");
    assert_eq!(tab.closed, None, "the session started anew");
    assert_eq!(tab.output(), "0");
}

#[test]
fn a_handler_that_fails_is_named_and_keeps_what_it_wrote_before() {
    let mut tab = Tab::open::<Faulty>();
    tab.click(&Find::tag("button").text("error"));
    let [
        Report::Handler {
            problem,
            component: "Faulty",
            event: "click",
            markup,
        },
    ] = &tab.reports[..]
    else {
        panic!("{:?}", tab.reports)
    };
    assert_eq!(problem, "invalid digit found in string");
    assert!(markup.contains(">error</button>"), "{markup}");
    assert_eq!(tab.output(), "1", "it wrote before the `?`, not after it");
}

#[component]
fn Restless(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    let echo = cx.signal(0_i64);
    let go = cx.signal(false);
    cx.effect(
        move |r| *count.get(r),
        move |tx, count| {
            echo.set(tx, *count * 10);
        },
    );
    cx.effect(
        move |r| (*go.get(r), *echo.get(r)),
        move |tx, (go, _)| {
            if *go {
                *echo.get_mut(tx) += 1;
            }
        },
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <button on:click=move |tx| { go.set(tx, true); }>"go"</button>
            <output>{echo}</output>
        }
    })
}

#[test]
fn effects_run_after_commit_and_an_endless_one_is_stopped() {
    let mut tab = Tab::open::<Restless>();
    tab.click(&plus());
    assert_eq!(tab.output(), "10");
    tab.forget();
    tab.click(&Find::tag("button").text("go"));
    assert!(
        matches!(&tab.reports[..], [Report::EndlessEffects(endless)] if endless.effects.len() == 1),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.closed, None);
    assert_eq!(
        tab.to_client.len(),
        1,
        "one batch, whatever the number of rounds"
    );
}

static DROPS: AtomicU32 = AtomicU32::new(0);

#[derive(PartialEq)]
struct Counted;
impl Drop for Counted {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::Relaxed);
    }
}

#[component]
fn Holder(cx: &mut Setup) -> Component {
    let value = cx.signal(Counted);
    render(move |r| {
        let _held = value.get(r);
        view! { r, <i>"held"</i> }
    })
}

#[component]
fn Toggle(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = !*on.get(tx); on.set(tx, next); }>"toggle"</button>
            if *on.get(r) { <Holder /> }
        }
    })
}

#[test]
fn what_a_component_allocated_goes_with_it() {
    let mut tab = Tab::open::<Toggle>();
    let toggle = Find::tag("button");
    tab.click(&toggle);
    assert!(tab.client.text(&Find::tag("i")).is_ok());
    tab.click(&toggle);
    let memory = tab.session.memory_bytes();
    let drops = DROPS.load(Ordering::Relaxed);
    assert_eq!(drops, 1);
    for _ in 0..200 {
        tab.click(&toggle);
    }
    assert_eq!(DROPS.load(Ordering::Relaxed), drops + 100);
    assert!(
        tab.session.memory_bytes() <= memory + 512,
        "{} grew to {}",
        memory,
        tab.session.memory_bytes()
    );
}

#[test]
fn a_client_that_lost_track_gets_everything_anew_and_keeps_component_state() {
    let mut tab = Tab::open::<Frame>();
    tab.click(&plus());
    let before = tab.client.html();
    let mut resync = Vec::new();
    ClientFrame::Resync { ack: 1, block: 0 }.encode(&mut resync);
    tab.send(&resync);
    assert!(
        matches!(tab.reports[..], [Report::Resync]),
        "{:?}",
        tab.reports
    );
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    assert_eq!(tab.client.html(), before);
    tab.click(&plus());
    assert_eq!(tab.output(), "2");
}

static IMPURE: AtomicU32 = AtomicU32::new(0);

#[component]
fn Impure(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| {
        let is_first = IMPURE.fetch_add(1, Ordering::Relaxed) == 0;
        view! { r, <p>if is_first { <b>"first"</b> } else { <i>"later"</i> <i>"!"</i> }</p> }
    })
}

#[test]
fn a_page_that_differs_from_the_render_after_it_is_mended_and_reported() {
    let tab = Tab::open::<Impure>();
    let (last, found) = tab.reports.split_last().expect("it is reported");
    assert!(matches!(last, Report::ImpureRender), "{last:?}");
    // A development build has said before what differs.
    assert_eq!(found.len(), usize::from(cfg!(debug_assertions)));
    assert_eq!(tab.client.html(), "<p><i>later</i><i>!</i></p>");
}

#[component]
fn Endless(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <Endless /> })
}

#[test]
fn a_component_that_contains_itself_without_an_end_is_an_error_and_not_a_stack_overflow() {
    let root: vango::session::Root = std::sync::Arc::new(vango::Invocation::of::<Endless>);
    let error = vango_acceptance::try_page(root).expect_err("too deep");
    assert!(error.to_string().contains("<Endless>"), "{error}");
}

#[component]
fn Twins(cx: &mut Setup) -> Component {
    let rows = cx.signal(vec![1_u64, 2]);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { rows.get_mut(tx).push(1); }>"twin"</button>
            <ul>for row in rows.get(r), key = *row { <li>{row}</li> }</ul>
        }
    })
}

#[test]
fn two_rows_with_one_key_are_shown_and_reported() {
    let mut tab = Tab::open::<Twins>();
    tab.click(&Find::tag("button"));
    if cfg!(debug_assertions) {
        let [Report::Finding(found)] = &tab.reports[..] else {
            panic!("{:?}", tab.reports);
        };
        assert_eq!(found.rule, Rule::DuplicateKeys);
    }
    assert!(
        tab.client
            .html()
            .ends_with("<ul><li>1</li><li>2</li><li>1</li></ul>")
    );
    tab.click(&Find::tag("button"));
    assert!(
        tab.client
            .html()
            .ends_with("<ul><li>1</li><li>2</li><li>1</li><li>1</li></ul>")
    );
}
