//! Tabs and copies of tabs: each has a session of its own, and none gets at another's.
//!
//! A copy is a page with boot data that another tab has: a duplicated tab, a page from a cache or from a file. What the
//! client makes of the answers (one silent load of the page) is shown in Chromium, xtask/browser/visit.test.mjs.

use std::time::Instant;

use vango_protocol::{ErrorCode, RefreshReason, ServerFrame};
use vango_server::{Cause, Limits, Server};

use super::browser::{
    Heard, PATIENCE, Socket, Tab, contains, expect_count, load, load_again, wait_until,
};
use super::component::app;

/// Clicks, and expects that the page now shows this number.
fn count(socket: &mut Socket, shows: &str) {
    socket.click();
    let answer = socket.expect_answer();
    assert!(
        contains(&answer, shows.as_bytes()),
        "not {shows}: {answer:?}"
    );
}

#[test]
fn a_duplicate_of_a_live_tab_gets_a_session_of_its_own() {
    // On one worker, and with sockets that travel.
    for workers in [1, 2] {
        // How far the first tab is, and how far the copy says to be: where the page was, or at the first tab's own numbers.
        for (clicks, event, batch) in [(0, 0, 0), (2, 0, 0), (2, 2, 2)] {
            let server = app().workers(workers).start().unwrap();
            let first = load(&server, "/");
            let mut live = first.attach();
            (1..=clicks).for_each(|shows| count(&mut live, &shows.to_string()));
            let hello = first.hello_after(Some(first.ticket), event, batch);
            first
                .greet(&hello)
                .expect_refresh(RefreshReason::SessionGone);
            let why = if event < clicks {
                Cause::SessionDiverged
            } else {
                Cause::TicketRefused
            };
            expect_count(&server, why, 1);
            // It loads the page again, as the same browser.
            let second = load_again(&server, "/", &first);
            assert_ne!(second.session, first.session);
            let mut fork = second.attach();
            count(&mut fork, "1");
            count(&mut live, &(clicks + 1).to_string());
            count(&mut fork, "2");
            expect_count(&server, Cause::Attached, 2);
            for never in [Cause::TakenOver, Cause::Detached, Cause::Resumed] {
                assert_eq!(server.counters().get(never), 0, "{never:?}");
            }
        }
    }
}

#[test]
fn of_copies_that_connect_at_the_same_time_one_gets_the_session() {
    let server = app().workers(2).start().unwrap();
    let page = load(&server, "/");
    let hello = page.hello(Some(page.ticket));
    let mut sockets: Vec<_> = (0..4).map(|_| page.upgrade().unwrap()).collect();
    for socket in &mut sockets {
        socket.send(&hello);
    }
    let mut welcomed = Vec::new();
    for mut socket in sockets {
        let Heard::Frame(frame) = socket.hear() else {
            panic!("no answer to a greeting")
        };
        match ServerFrame::decode(&frame).unwrap() {
            ServerFrame::Welcome(_) => welcomed.push(socket),
            ServerFrame::Refresh { reason } => {
                assert_eq!(reason, RefreshReason::SessionGone);
                assert_eq!(socket.expect_close(), 1008);
            }
            other => panic!("unexpected: {other:?}"),
        }
    }
    let [live] = &mut welcomed[..] else {
        panic!("{} have the session", welcomed.len())
    };
    count(live, "1");
    expect_count(&server, Cause::TicketRefused, 3);
    assert_eq!(server.counters().get(Cause::TakenOver), 0);
}

#[test]
fn what_a_socket_sends_after_it_was_replaced_reaches_no_session() {
    for workers in [1, 2] {
        let server = app().workers(workers).start().unwrap();
        let tab = load(&server, "/");
        let mut stale = tab.attach();
        count(&mut stale, "1");
        let mut socket = tab.reconnect_after(1, 1);
        // Sent while it doesn't know yet: the very numbers that the session waits for.
        (0..3).for_each(|_| stale.click());
        count(&mut socket, "2");
        // Nothing comes before the notice: no answer, and nothing of what the other has changed.
        stale.expect_fatal(ErrorCode::TAKEN_OVER, 4001);
        expect_count(&server, Cause::FrameLate, 3);
        count(&mut socket, "3");
        expect_count(&server, Cause::FrameReceived, 3);
        expect_count(&server, Cause::TakenOver, 1);
        for never in [Cause::EventDuplicate, Cause::SessionDiverged] {
            assert_eq!(server.counters().get(never), 0, "{never:?}");
        }
    }
}

#[test]
fn of_two_sockets_the_newer_one_speaks_whichever_greets_first() {
    for workers in [1, 2] {
        let server = app().workers(workers).start().unwrap();
        let tab = load(&server, "/");
        let mut first = tab.attach();
        count(&mut first, "1");
        // The tab gives a socket up and opens another, whose greeting overtakes that of the one before.
        let mut abandoned = tab.upgrade().unwrap();
        let mut newer = tab.reconnect_after(1, 1);
        first.expect_fatal(ErrorCode::TAKEN_OVER, 4001);
        abandoned.send(&tab.hello_after(None, 1, 1));
        abandoned.expect_fatal(ErrorCode::TAKEN_OVER, 4001);
        count(&mut newer, "2");
        expect_count(&server, Cause::TakenOver, 1);
        expect_count(&server, Cause::HelloLate, 1);
    }
}

#[test]
fn an_older_socket_does_not_resume_what_a_newer_one_has_left() {
    let server = app().workers(2).start().unwrap();
    let tab = load(&server, "/");
    drop(tab.attach());
    expect_count(&server, Cause::Detached, 1);
    let mut older = tab.upgrade().unwrap();
    drop(tab.reconnect());
    expect_count(&server, Cause::Detached, 2);
    older.send(&tab.hello(None));
    // Nothing is said: a client that is still there connects again, and is the newest then.
    match older.hear() {
        Heard::Close(code, _) => assert_eq!(code, 1008),
        other => panic!("not a plain close: {other:?}"),
    }
    expect_count(&server, Cause::HelloLate, 1);
    expect_count(&server, Cause::Resumed, 1);
    count(&mut tab.reconnect(), "1");
    expect_count(&server, Cause::Resumed, 2);
    assert_eq!(server.counters().get(Cause::TakenOver), 0);
}

#[test]
fn tabs_of_one_browser_do_not_touch_one_another() {
    let server = app().workers(2).start().unwrap();
    let one = load(&server, "/");
    let two = load_again(&server, "/", &one);
    let (mut first, mut second) = (one.attach(), two.attach());
    // Both answer to the same block, slot and numbers.
    count(&mut first, "1");
    count(&mut first, "2");
    count(&mut second, "1");
    count(&mut first, "3");
    // Neither the secret nor the ticket of one opens the other.
    let forged = Tab {
        secret: one.secret,
        ..two.clone()
    };
    forged
        .greet(&forged.hello(None))
        .expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::SecretRefused, 1);
    two.greet(&two.hello_after(Some(one.ticket), 1, 1))
        .expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::TicketRefused, 1);
    // One goes and comes back.
    drop(first);
    expect_count(&server, Cause::Detached, 1);
    count(&mut second, "2");
    let mut first = one.reconnect_after(3, 3);
    count(&mut first, "4");
    count(&mut second, "3");
    // One ends for good.
    first.count_from(40);
    first.click();
    first.expect_fatal(ErrorCode::DIVERGED, 1008);
    count(&mut second, "4");
    two.reconnect_after(4, 4);
    second.expect_fatal(ErrorCode::TAKEN_OVER, 4001);
    expect_count(&server, Cause::TakenOver, 1);
}

/// A page whose session has ended: its ticket, used or not, opens nothing and begins nothing.
fn expect_useless(server: &Server, tab: &Tab) {
    let unknown = server.counters().get(Cause::SessionUnknown);
    for ticket in [Some(tab.ticket), None] {
        tab.greet(&tab.hello(ticket))
            .expect_refresh(RefreshReason::SessionGone);
    }
    expect_count(server, Cause::SessionUnknown, unknown + 2);
    assert_eq!(server.counters().get(Cause::TicketRefused), 0);
}

#[test]
fn a_ticket_opens_nothing_once_its_session_has_ended() {
    let server = app().workers(1).start().unwrap();
    let mut neighbour = load(&server, "/").attach();
    // By its own doing.
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    socket.send(&[0xff; 9]);
    assert_eq!(socket.expect_close(), 1008);
    expect_useless(&server, &tab);
    count(&mut neighbour, "1");
    expect_count(&server, Cause::PageOpened, 2);
}

#[test]
fn a_ticket_opens_nothing_after_its_window() {
    let limits = Limits {
        frozen_window_ms: 1,
        resume_window_ms: 1,
        ..Limits::default()
    };
    let server = app().workers(1).limits(limits).start().unwrap();
    // Its first socket never came.
    let tab = load(&server, "/");
    expect_count(&server, Cause::FrozenExpired, 1);
    expect_useless(&server, &tab);
    assert_eq!(server.counters().get(Cause::Attached), 0);
    // It had one, and did not come back.
    let tab = attach_in_time(&server);
    let detached = || server.counters().get(Cause::DetachedExpired) == 1;
    wait_until(detached, || "the session is kept".to_owned());
    expect_useless(&server, &tab);
    wait_until(
        || server.session_bytes() == 0,
        || "sessions leak".to_owned(),
    );
}

/// A page that had a socket. On a busy machine its window may pass first: then another.
fn attach_in_time(server: &Server) -> Tab {
    let start = Instant::now();
    loop {
        assert!(start.elapsed() < PATIENCE, "no page lives long enough");
        let tab = load(server, "/");
        let mut socket = tab.greet(&tab.hello(Some(tab.ticket)));
        if let Heard::Frame(frame) = socket.hear()
            && let Ok(ServerFrame::Welcome(_)) = ServerFrame::decode(&frame)
        {
            return tab;
        }
    }
}
