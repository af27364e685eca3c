//! What a session does with lost sockets, late clicks, forged frames and failing code.

use vango::prelude::*;
use vango::session::{Attach, CloseReason, PageMatch, Report};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::{Address, Payload};

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
    assert_eq!(tab.output(), "1");
    tab.forget();
    tab.connect();
    assert_eq!(tab.output(), "3");
    let welcome_replay_acknowledgement_and_answer = 4;
    assert_eq!(
        tab.to_client.len(),
        welcome_replay_acknowledgement_and_answer
    );
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
        page: PageMatch::Same,
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
    assert_eq!(tab.output(), "1");
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
    assert_eq!(tab.output(), "0");
    tab.click(&plus());
    assert_eq!(tab.output(), "1");
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
    assert_eq!(tab.output(), "HÉLLO");
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
    assert_eq!(tab.output(), "HÉLLO");
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
fn Pair(cx: &mut Setup) -> Component {
    let shared = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { *shared.get_mut(tx) += 1; }>"both"</button>
            <Half name={"a".to_owned()} shared={*shared.get(r)} />
            <Half name={"b".to_owned()} shared={*shared.get(r)} />
        }
    })
}

#[component]
fn Half(cx: &mut Setup, name: Prop<String>, shared: Prop<i64>) -> Component {
    let own = cx.signal(0_i64);
    render(move |r| {
        view! { r,
            <p><button on:click=move |tx| { *own.get_mut(tx) += 1; }>{name}</button><b>{own}</b><i>{shared}</i></p>
        }
    })
}

fn resync(tab: &mut Tab, block: u32) {
    let frame = resync_frame(tab, block);
    tab.send(&frame);
}

fn resync_frame(tab: &Tab, block: u32) -> Vec<u8> {
    let mut frame = Vec::new();
    let ack = tab.client.batch() as u8;
    vango_protocol::ClientFrame::Resync { ack, block }.encode(&mut frame);
    frame
}

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

#[test]
fn a_component_that_the_client_lost_is_sent_anew_alone_and_keeps_its_state() {
    let mut tab = Tab::open::<Pair>();
    tab.click(&button("a"));
    tab.click(&button("b"));
    tab.click(&button("b"));
    let html = tab.client.html();
    let lost = tab.client.handlers(&button("b"), "click").expect("b")[0];
    let kept = tab.client.handlers(&button("a"), "click").expect("a")[0];
    let renders = tab.session.renders().0;
    tab.forget();
    resync(&mut tab, lost.block);
    assert!(
        matches!(
            tab.reports[..],
            [Report::ResyncComponent { component: "Half" }]
        ),
        "{:?}",
        tab.reports
    );
    assert_eq!(tab.session.renders().0 - renders, 1);
    assert!(tab.client.mismatches().is_empty());
    assert_eq!((tab.client.html(), tab.to_client.len()), (html, 1));
    let after = tab.client.handlers(&button("b"), "click").expect("b")[0];
    assert_ne!(after, lost, "its blocks are new");
    assert_eq!(
        tab.client.handlers(&button("a"), "click").expect("a")[0],
        kept
    );
    for name in ["b", "a", "both"] {
        tab.click(&button(name));
    }
    assert!(tab.client.mismatches().is_empty());
    let shown = "<button>both</button><p><button>a</button><b>2</b><i>1</i></p><p><button>b</button><b>3</b><i>1</i></p>";
    assert_eq!(tab.client.html(), shown);
}

#[test]
fn a_resync_of_a_block_that_is_gone_is_one_of_everything() {
    let mut tab = Tab::open::<Pair>();
    resync(&mut tab, 4_000);
    assert!(matches!(tab.reports[..], [Report::Resync]));
    assert!(tab.client.mismatches().is_empty());
}

#[test]
fn three_resyncs_of_everything_in_a_minute_stop_the_page_with_an_error() {
    let mut tab = Tab::open::<Pair>();
    resync(&mut tab, 0);
    tab.pass(40_000);
    resync(&mut tab, 0);
    assert_eq!(tab.closed, None);
    // A minute after the first.
    tab.pass(20_000);
    resync(&mut tab, 0);
    assert_eq!(tab.closed, None);
    tab.pass(39_999);
    let frame = resync_frame(&tab, 0);
    tab.send_unheard(&frame);
    assert_eq!(tab.closed, Some(CloseReason::Diverged));
    let last = tab.to_client.last().expect("a frame");
    assert!(
        matches!(
            vango_protocol::ServerFrame::decode(last),
            Ok(vango_protocol::ServerFrame::Error { code, .. }) if code == vango_protocol::ErrorCode::DIVERGED
        ),
        "{last:?}"
    );
}

#[test]
fn component_after_component_ends_too() {
    let mut tab = Tab::open::<Pair>();
    for _ in 0..16 {
        let lost = tab.client.handlers(&button("a"), "click").expect("a")[0];
        resync(&mut tab, lost.block);
    }
    assert!(
        tab.reports
            .iter()
            .all(|report| matches!(report, Report::ResyncComponent { .. }))
    );
    let lost = |tab: &Tab| tab.client.handlers(&button("a"), "click").expect("a")[0].block;
    for _ in 0..2 {
        let block = lost(&tab);
        resync(&mut tab, block);
        assert_eq!(tab.closed, None);
    }
    let frame = resync_frame(&tab, lost(&tab));
    tab.send_unheard(&frame);
    assert_eq!(tab.closed, Some(CloseReason::Diverged));
}
