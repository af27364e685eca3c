//! What a session does with lost sockets, late clicks, forged frames and failing code.

use std::sync::atomic::{AtomicU32, Ordering};

use vango::prelude::*;
use vango::session::{Attach, CloseReason, Report};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::{Address, ClientFrame, Payload};

#[component]
fn Counter(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *count.get_mut(tx) += 1; }>"+"</button>
            <output>{count}</output>
        }
    })
}

fn plus() -> Find {
    Find::tag("button").text("+")
}

fn shown(tab: &Tab) -> String {
    assert!(
        tab.client.mismatches().is_empty(),
        "{:?}",
        tab.client.mismatches()
    );
    tab.client.text(&Find::tag("output")).expect("an output")
}

#[test]
fn attaching_sends_the_welcome_and_nothing_else() {
    let tab = Tab::open::<Counter>();
    assert_eq!(tab.to_client.len(), 1);
    assert_eq!(
        tab.session.renders(),
        (1, 0),
        "the page's render is bytes; the socket's one render is slots"
    );
}

#[test]
fn clicks_whose_answers_were_lost_count_once() {
    let mut tab = Tab::open::<Counter>();
    tab.click(&plus());
    for frame in tab.client.click(&plus()).expect("a button") {
        tab.send_unheard(&frame);
    }
    tab.cut();
    // Made while offline: the client keeps it.
    let offline = tab.client.click(&plus()).expect("a button");
    drop(offline);
    assert_eq!(shown(&tab), "1");
    tab.forget();
    tab.connect();
    assert_eq!(shown(&tab), "3");
    let welcome_replay_and_answer = 3;
    assert_eq!(tab.to_client.len(), welcome_replay_and_answer);
}

#[test]
fn a_break_longer_than_the_replay_gets_everything_anew() {
    let mut tab = Tab::open::<Text>();
    for _ in 0..3 {
        for frame in tab.client.click(&Find::tag("button")).expect("a button") {
            tab.send_unheard(&frame);
        }
    }
    tab.cut();
    tab.connect();
    assert!(tab.client.mismatches().is_empty());
    assert_eq!(
        tab.client.text(&Find::tag("p")).map(|text| text.len()).ok(),
        Some(300_000)
    );
    tab.click(&Find::tag("button"));
    assert_eq!(
        tab.client.text(&Find::tag("p")).map(|text| text.len()).ok(),
        Some(400_000)
    );
}

#[component]
fn Text(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let more = "x".repeat(100_000); text.get_mut(tx).push_str(&more); }>"more"</button>
            <p>{text}</p>
        }
    })
}

#[test]
fn a_client_that_remembers_less_than_was_acknowledged_is_told_to_load_again() {
    let mut tab = Tab::open::<Counter>();
    tab.click(&plus());
    tab.click(&plus());
    tab.forget();
    tab.connect_as(Attach {
        fresh: false,
        batch: 0,
        event: 1,
    });
    assert_eq!(tab.closed, Some(CloseReason::Diverged));
}

#[test]
fn an_event_that_comes_twice_counts_once() {
    let mut tab = Tab::open::<Counter>();
    let frames = tab.client.click(&plus()).expect("a button");
    tab.send(&frames[0]);
    tab.send(&frames[0]);
    assert_eq!(shown(&tab), "1");
    assert!(
        matches!(tab.reports[..], [Report::DuplicateEvent]),
        "{:?}",
        tab.reports
    );
}

#[test]
fn a_gap_in_the_numbers_ends_the_session() {
    let mut tab = Tab::open::<Counter>();
    let _lost = tab.client.click(&plus()).expect("a button");
    let frames = tab.client.click(&plus()).expect("a button");
    tab.send_unheard(&frames[0]);
    assert_eq!(tab.closed, Some(CloseReason::Diverged));
}

#[test]
fn forged_addresses_and_payloads_are_reported_and_change_nothing() {
    let mut tab = Tab::open::<Counter>();
    let at = tab.client.handlers(&plus(), "click").expect("a button")[0];
    let forged = [
        Address {
            block: at.block,
            slot: at.slot + 1,
        },
        Address {
            block: at.block,
            slot: u32::MAX,
        },
        Address {
            block: at.block + 1,
            slot: at.slot,
        },
        Address { block: 0, slot: 0 },
        Address {
            block: u32::MAX,
            slot: at.slot,
        },
    ];
    for address in forged {
        for frame in tab.client.event_at(address, Payload::None) {
            tab.send(&frame);
        }
    }
    assert_eq!(tab.reports.len(), forged.len());
    assert!(
        tab.reports
            .iter()
            .all(|report| matches!(report, Report::StaleEvent)),
        "{:?}",
        tab.reports
    );
    assert_eq!(shown(&tab), "0");
    tab.click(&plus());
    assert_eq!(shown(&tab), "1");
}

#[test]
fn what_is_no_frame_ends_the_session_with_an_error() {
    for bytes in [&[][..], &[200], &[1], &[1, 1, 0, 1, 1, 0, 99], &[0; 64]] {
        let mut tab = Tab::open::<Counter>();
        tab.forget();
        tab.send_unheard(bytes);
        assert_eq!(tab.closed, Some(CloseReason::Malformed), "{bytes:?}");
        assert_eq!(tab.to_client.len(), 1, "the client is told why");
    }
}

#[component]
fn Typing(cx: &mut Setup) -> Component {
    let text = cx.signal(String::new());
    let shouted = cx.memo(move |r| text.get(r).to_uppercase());
    render(move |r| {
        view! { r,
            <input aria-label="text" value={text.get(r)} on:input=move |tx, ev| { text.set(tx, ev.value.clone()); } />
            <output>{shouted}</output>
        }
    })
}

#[test]
fn typed_payloads_reach_the_handler_and_wrong_ones_do_not() {
    let mut tab = Tab::open::<Typing>();
    for frame in tab
        .client
        .input(&Find::tag("input"), "héllo")
        .expect("an input")
    {
        tab.send(&frame);
    }
    assert_eq!(shown(&tab), "HÉLLO");
    let at = tab
        .client
        .handlers(&Find::tag("input"), "input")
        .expect("an input")[0];
    for frame in tab.client.event_at(at, Payload::Focus) {
        tab.send(&frame);
    }
    assert!(
        matches!(tab.reports[..], [Report::WrongPayload]),
        "{:?}",
        tab.reports
    );
    assert_eq!(shown(&tab), "HÉLLO");
}

#[component]
fn Rows(cx: &mut Setup) -> Component {
    let rows = cx.list_from([1_u64, 2, 3], |row: &u64| *row);
    render(move |r| {
        view! { r,
            <ul>each row in rows {
                let id = *row;
                <li><button on:click=move |tx| { rows.remove_key(tx, &id); }>{id}</button></li>
            }</ul>
        }
    })
}

#[test]
fn a_late_click_on_a_row_that_has_gone_hits_no_other_row() {
    let mut tab = Tab::open::<Rows>();
    let second = tab
        .client
        .handlers(&Find::tag("button").nth(1), "click")
        .expect("a row")[0];
    tab.click(&Find::tag("button").nth(1));
    for frame in tab.client.event_at(second, Payload::None) {
        tab.send(&frame);
    }
    assert!(
        matches!(tab.reports[..], [Report::StaleEvent]),
        "{:?}",
        tab.reports
    );
    assert_eq!(
        tab.client.html(),
        "<ul><li><button>1</button></li><li><button>3</button></li></ul>"
    );
}

#[component]
fn Faulty(cx: &mut Setup) -> Component {
    let count = cx.signal(0_i64);
    render(move |r| {
        assert!(*count.get(r) != 2, "a render that fails");
        view! { r,
            <output>{count}</output>
            <button on:click=move |tx| { *count.get_mut(tx) += 1; panic!("a handler that fails"); }>"panic"</button>
            <button on:click=move |tx| { "x".parse::<i64>()?; *count.get_mut(tx) += 1; }>"error"</button>
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
        matches!(tab.reports[..], [Report::RenderPanics(1)]),
        "{:?}",
        tab.reports
    );
    assert_eq!(shown(&tab), "2", "the rest of the page lives");
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
    assert!(
        matches!(tab.reports[..], [Report::Panic]),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.closed, None, "the session started anew");
    assert_eq!(shown(&tab), "0");
    tab.click(&Find::tag("button").text("error"));
    assert!(
        matches!(tab.reports[..], [Report::Panic, Report::Handler(_)]),
        "{:?}",
        tab.reports
    );
    assert_eq!(shown(&tab), "0");
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
    assert_eq!(shown(&tab), "10");
    tab.forget();
    tab.click(&Find::tag("button").text("go"));
    let [
        Report::EndlessEffects {
            effect: Some(effect),
            ..
        },
    ] = &tab.reports[..]
    else {
        panic!("{:?}", tab.reports)
    };
    assert!(
        effect.file().ends_with("session.rs"),
        "the report names the effect: {effect}"
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
    ClientFrame::Resync { ack: 1 }.encode(&mut resync);
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
    assert_eq!(shown(&tab), "2");
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
    assert!(
        matches!(tab.reports[..], [Report::ImpureRender]),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.client.html(), "<p><i>later</i><i>!</i></p>");
}

#[component]
fn Endless(cx: &mut Setup) -> Component {
    let _none = cx.signal(0);
    render(move |r| view! { r, <Endless /> })
}

#[test]
fn a_component_that_contains_itself_without_an_end_is_an_error_and_not_a_stack_overflow() {
    use vango::session::{Scratch, Session, SessionSettings};
    let root: vango::session::Root = std::sync::Arc::new(vango::Invocation::of::<Endless>);
    let mut session =
        Session::open(root, SessionSettings { hash_key: 0 }).expect("setup of the first one");
    let error = session.page(&mut Scratch::default()).expect_err("too deep");
    assert!(error.to_string().contains("<Endless>"), "{error}");
}
