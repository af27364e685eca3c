//! A session without a socket: messages and answers are applied, nothing is rendered, no effect runs.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use vango::prelude::*;
use vango::reactive::Services;
use vango::session::{Attach, PageMatch, Report};
use vango_acceptance::Tab;
use vango_client::headless::Find;
use vango_protocol::ServerFrame;
use vango_runtime::view::Invocation;

fn button(name: &str) -> Find {
    Find::tag("button").text(name)
}

/// The open tab's sender, and how often its effect has run.
#[derive(Default)]
struct Hub(Mutex<Option<Sender<u64>>>, AtomicU32);

#[component]
fn Room(cx: &mut Setup) -> Component {
    let log = cx.list_from([0_u64], |line: &u64| *line);
    let seen = cx.signal(0_usize);
    let hub = cx.service::<Hub>();
    let sender = cx.channel(move |tx, line: u64| {
        assert!(line != u64::MAX, "a message that fails");
        log.push(tx, line).expect("each line comes once");
    });
    cx.on_mount(move |tx| *hub.get(tx).0.lock().expect("a lock") = Some(sender.clone()));
    cx.effect(
        move |r| log.len(r),
        move |tx, lines| {
            hub.get(tx).1.fetch_add(1, Ordering::SeqCst);
            seen.set(tx, *lines);
        },
    );
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let next = 1_000 + log.len(tx) as u64; log.push(tx, next)?; }>"say"</button>
            <output>{seen}</output>
            each line in log { <li>{*line}</li> }
        }
    })
}

fn room() -> (Tab, Sender<u64>) {
    let (tab, hub) = room_and_hub();
    let sender = hub.0.lock().expect("a lock").clone();
    (tab, sender.expect("it has mounted"))
}

fn room_and_hub() -> (Tab, Arc<Hub>) {
    let mut services = Services::new();
    services.insert(Hub::default());
    let hub = services.share::<Hub>().expect("it was put in");
    let mut tab = Tab::page_with(Arc::new(Invocation::of::<Room>), services);
    tab.connect();
    (tab, hub)
}

fn lines(tab: &Tab) -> usize {
    tab.client.count(&Find::tag("li")).expect("a page")
}

#[test]
fn a_sleeper_hears_messages_and_loses_no_click_that_waits_at_its_client() {
    let (mut tab, sender) = room();
    tab.cut();
    tab.client.disconnect();
    assert!(tab.hibernate());
    let waits = tab.client.click(&button("say")).expect("a button");
    assert!(waits.is_empty(), "kept until the socket is back");
    sender.send(1).expect("it is open");
    assert!(tab.wake());
    assert!(!tab.hibernate(), "its client has yet to see the line");
    tab.connect();
    assert_eq!(lines(&tab), 3, "the first line, the message, the click");
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}

#[test]
fn messages_are_applied_without_a_render_and_shown_at_the_resume() {
    let (mut tab, hub) = room_and_hub();
    let sender = hub.0.lock().expect("a lock").clone();
    let sender = sender.expect("it has mounted");
    tab.click(&button("say"));
    tab.cut();
    tab.forget();
    let (renders, effects) = (tab.session.renders(), hub.1.load(Ordering::SeqCst));
    for line in 1..=50 {
        sender.send(line).expect("it is open");
        assert!(tab.wake(), "each message is taken when it comes");
    }
    assert_eq!(tab.session.renders(), renders, "nothing is rendered");
    assert_eq!(hub.1.load(Ordering::SeqCst), effects, "no effect runs");
    assert_eq!((tab.to_client.len(), lines(&tab)), (0, 2));
    tab.connect();
    assert_eq!(lines(&tab), 52);
    assert_eq!(tab.output(), "52");
    assert_eq!(tab.to_client.len(), 2, "the welcome and one batch");
    tab.click(&button("say"));
    assert_eq!(tab.output(), "53");
}

#[test]
fn a_panic_while_nobody_looks_starts_the_session_anew_for_the_next_socket() {
    let (mut tab, sender) = room();
    tab.click(&button("say"));
    tab.cut();
    sender.send(u64::MAX).expect("it is open");
    tab.wake();
    assert!(matches!(tab.reports[..], [Report::Panic { .. }]));
    tab.forget();
    tab.connect();
    assert!(tab.client.mismatches().is_empty());
    assert_eq!((lines(&tab), tab.output().as_str()), (1, "1"));
    tab.click(&button("say"));
    assert_eq!((lines(&tab), tab.output().as_str()), (2, "2"));
}

#[test]
fn what_is_written_while_detached_is_bounded_by_the_channel_not_by_the_replay() {
    let (mut tab, sender) = room();
    tab.cut();
    let refused = (1..=5_000)
        .filter(|line| sender.send(*line).is_err())
        .count();
    assert_eq!(refused, 5_000 - 1_024, "nobody has taken a message");
    tab.wake();
    tab.connect();
    assert_eq!(lines(&tab), 1 + 1_024);
}

#[test]
fn a_page_of_another_route_or_build_gets_everything_once() {
    let (mut tab, _) = room();
    tab.click(&button("say"));
    tab.cut();
    tab.forget();
    for (page, expected) in [(PageMatch::Same, 0), (PageMatch::Other, 1)] {
        let attach = Attach {
            fresh: false,
            page,
            batch: tab.client.batch(),
            event: 1,
        };
        tab.connect_as(attach);
        let frames = tab.to_client.iter();
        let batches = frames
            .filter(|frame| matches!(ServerFrame::decode(frame), Ok(ServerFrame::Patch { .. })));
        assert_eq!(batches.count(), expected, "{page:?}");
        tab.forget();
        tab.session.detach();
    }
    tab.connect();
    assert_eq!(lines(&tab), 2);
    assert!(tab.reports.is_empty(), "{:?}", tab.reports);
}
