//! Who may open a socket, and what the others are told.

use std::io::Write;

use tokio_tungstenite::tungstenite::Message;
use vango_protocol::{ClientFrame, ErrorCode, RefreshReason, Token, VERSION};
use vango_server::{Cause, Limits};

use super::browser::{Heard, Tab, connect, encode, expect_count, load, load_again, read_answer};
use super::component::app;

#[test]
fn the_first_socket_is_welcomed() {
    let server = app().start().unwrap();
    let mut socket = load(&server, "/").attach();
    socket.click();
    socket.expect_answer();
    expect_count(&server, Cause::Attached, 1);
    assert_eq!(server.open_sockets(), 1);
}

#[test]
fn another_origin_or_none_is_refused_before_the_upgrade() {
    let server = app().allow_origin("https://proxy.example").start().unwrap();
    let tab = load(&server, "/");
    for origin in ["http://evil.example", "null", "http://127.0.0.1", ""] {
        let evil = Tab {
            origin: origin.to_owned(),
            ..tab.clone()
        };
        assert_eq!(evil.upgrade().err(), Some(403), "{origin:?}");
    }
    expect_count(&server, Cause::OriginRefused, 4);
    Tab {
        origin: "https://proxy.example".to_owned(),
        ..tab
    }
    .attach();
}

#[test]
fn without_a_valid_cookie_the_page_is_asked_to_reload() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    for cookie in ["", "vango_browser=AAAA.BBBB", "other=1"] {
        let mut socket = Tab {
            cookie: cookie.to_owned(),
            ..tab.clone()
        }
        .greet(&tab.hello(Some(tab.ticket)));
        socket.expect_refresh(RefreshReason::SessionGone);
    }
    expect_count(&server, Cause::CookieRefused, 3);
    tab.attach();
}

#[test]
fn another_browsers_cookie_opens_nothing() {
    let server = app().start().unwrap();
    let (tab, other) = (load(&server, "/"), load(&server, "/"));
    let mut socket = Tab {
        cookie: other.cookie,
        ..tab.clone()
    }
    .greet(&tab.hello(Some(tab.ticket)));
    socket.expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::CookieForeign, 1);
    tab.attach();
    // A second tab of the same browser is a session of its own.
    load_again(&server, "/", &tab).attach();
}

#[test]
fn a_wrong_secret_opens_nothing_and_spends_no_ticket() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut wrong = tab.clone();
    wrong.secret.0[15] ^= 1;
    // What it is told is what it is told of a session that never was.
    tab.greet(&wrong.hello(Some(tab.ticket)))
        .expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::SecretRefused, 1);
    tab.attach();
}

#[test]
fn a_ticket_is_good_once() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut first = tab.attach();
    tab.greet(&tab.hello(Some(tab.ticket)))
        .expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::TicketRefused, 1);
    // The socket that used it is not disturbed.
    first.click();
    first.expect_answer();
}

#[test]
fn a_wrong_ticket_is_refused() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    tab.greet(&tab.hello(Some(Token([0; 16]))))
        .expect_refresh(RefreshReason::SessionGone);
    expect_count(&server, Cause::TicketRefused, 1);
}

#[test]
fn an_unknown_session_is_asked_to_reload() {
    let server = app().workers(2).start().unwrap();
    let tab = load(&server, "/");
    // One on each worker, and one on a worker that doesn't exist.
    for session in [
        tab.session ^ 0x1_0000,
        tab.session ^ 1,
        tab.session | 0xffff,
    ] {
        let unknown = Tab {
            session,
            socket: format!("/_vango/live/{session:x}"),
            ..tab.clone()
        };
        unknown
            .greet(&unknown.hello(None))
            .expect_refresh(RefreshReason::SessionGone);
    }
    expect_count(&server, Cause::SessionUnknown, 3);
}

#[test]
fn a_copy_of_the_page_from_before_does_not_end_the_live_tab() {
    let server = app().workers(1).start().unwrap();
    let tab = load(&server, "/");
    let mut live = tab.attach();
    live.click();
    live.expect_answer();
    // The same boot data once more, without ticket, and without the event: it can't be the tab that is there.
    tab.greet(&tab.hello(None))
        .expect_refresh(RefreshReason::SessionGone);
    live.click();
    live.expect_answer();
    expect_count(&server, Cause::SessionDiverged, 1);
    expect_count(&server, Cause::TakenOver, 0);
}

#[test]
fn another_version_is_asked_to_reload() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut hello = tab.hello(Some(tab.ticket));
    assert_eq!(hello[1], VERSION as u8);
    hello[1] += 1;
    hello.push(7);
    tab.greet(&hello).expect_refresh(RefreshReason::Version);
    expect_count(&server, Cause::VersionRefused, 1);
}

#[test]
fn a_first_frame_that_is_no_greeting_closes_the_socket() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let other = Tab {
        session: tab.session ^ 0x1_0000,
        ..tab.clone()
    };
    for (frame, code) in [
        (vec![], ErrorCode::MALFORMED),
        (vec![0xff; 100], ErrorCode::MALFORMED),
        (encode(&ClientFrame::Ping), ErrorCode::UNEXPECTED),
        (other.hello(None), ErrorCode::UNEXPECTED),
    ] {
        tab.greet(&frame).expect_fatal(code, 1008);
    }
    expect_count(&server, Cause::HelloMalformed, 4);
    let mut socket = tab.upgrade().unwrap();
    socket.send_message(Message::Text("hello".into()));
    assert_eq!(socket.expect_close(), 1003);
    expect_count(&server, Cause::FrameText, 1);
}

#[test]
fn a_socket_that_says_nothing_is_closed() {
    let server = app()
        .limits(Limits {
            hello_timeout_ms: 30,
            ..Limits::default()
        })
        .start()
        .unwrap();
    let tab = load(&server, "/");
    let mut socket = tab.upgrade().unwrap();
    assert_eq!(
        socket.hear(),
        Heard::Close(1008, "no greeting in time".to_owned())
    );
    expect_count(&server, Cause::HelloTimeout, 1);
    // A ping is a sign of life, but no greeting.
    let mut socket = tab.upgrade().unwrap();
    socket.send_message(Message::Ping("x".into()));
    assert_eq!(socket.expect_close(), 1008);
}

#[test]
fn what_is_no_websocket_handshake_is_told_so() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let good = [
        "Upgrade: websocket",
        "Connection: close, Upgrade",
        "Sec-WebSocket-Version: 13",
    ];
    for (status, headers) in [(426, &good[1..2]), (426, &good[..2]), (400, &good[..])] {
        let mut stream = connect(server.addr());
        let (path, host, origin) = (&tab.socket, tab.addr, &tab.origin);
        let headers = headers.join("\r\n");
        let text =
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n{headers}\r\n\r\n");
        stream.write_all(text.as_bytes()).unwrap();
        assert_eq!(read_answer(&mut stream).status, status, "{headers}");
    }
    assert_eq!(
        Tab {
            socket: "/_vango/live/xyz".to_owned(),
            ..tab
        }
        .upgrade()
        .err(),
        Some(404)
    );
    expect_count(&server, Cause::UpgradeMalformed, 4);
}
