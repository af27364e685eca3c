//! Sessions and their sockets: thawing, reconnecting, takeover, workers.

use std::io::Write;

use tokio_tungstenite::tungstenite::WebSocket;
use tokio_tungstenite::tungstenite::protocol::{Message, Role};
use vango_protocol::{ErrorCode, Op, ServerFrame};
use vango_server::Cause;

use super::browser::{Heard, Tab, connect, contains, expect_count, load, request, wait_until};
use super::component::{BUTTON, FAILS, PANICS, app};

#[test]
fn a_reconnect_resumes_the_session() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    socket.click();
    socket.expect_answer();
    drop(socket);
    expect_count(&server, Cause::Detached, 1);
    let mut socket = tab.reconnect_after(1, 1);
    socket.click();
    assert!(
        contains(&socket.expect_answer(), b"2"),
        "it goes on counting"
    );
    expect_count(&server, Cause::Resumed, 1);
}

#[test]
fn a_batch_that_was_lost_comes_again() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    socket.click();
    let patch = socket.expect_answer();
    drop(socket);
    // The browser has sent the event and not seen its answer.
    let mut socket = tab.reconnect_after(1, 0);
    assert_eq!(socket.hear(), Heard::Frame(patch));
}

#[test]
fn a_click_is_answered_with_what_changed_in_a_few_bytes() {
    let server = app().start().unwrap();
    let mut socket = load(&server, "/").attach();
    socket.click();
    let patch = socket.expect_answer();
    assert!(contains(&patch, b"1") && patch.len() <= 12, "{patch:?}");
}

#[test]
fn what_an_application_does_wrong_is_counted_and_its_neighbours_live() {
    let server = app().workers(1).start().unwrap();
    let mut neighbour = load(&server, "/").attach();
    let mut socket = load(&server, "/").attach();
    socket.click_on(FAILS);
    socket.expect_answer();
    socket.click_on(PANICS);
    socket.expect_answer();
    // Started anew: what is shown has new ids, and nothing answers to the old ones.
    socket.click();
    let stale = socket.expect_answer();
    socket.click_on((BUTTON.0 + 1, BUTTON.1));
    assert!(
        stale.len() == 2 && contains(&socket.expect_answer(), b"1"),
        "{stale:?}"
    );
    for cause in [Cause::HandlerFailed, Cause::TurnPanicked, Cause::EventStale] {
        expect_count(&server, cause, 1);
    }
    neighbour.click();
    neighbour.expect_answer();
    assert_eq!(server.counters().get(Cause::SessionPanicked), 0);
}

#[test]
fn a_reconnect_takes_the_session_over_from_its_stale_socket() {
    let server = app().start().unwrap();
    let tab = load(&server, "/");
    let mut stale = tab.attach();
    let mut socket = tab.reconnect();
    stale.expect_fatal(ErrorCode::TAKEN_OVER, 4001);
    socket.socket.send(Message::Ping("x".into())).unwrap();
    assert!(
        matches!(socket.socket.read(), Ok(Message::Pong(_))),
        "the new one lives"
    );
    expect_count(&server, Cause::TakenOver, 1);
    // The stale one's end didn't detach the session.
    wait_until(
        || server.open_sockets() == 1,
        || "the stale socket is still open".to_owned(),
    );
    assert_eq!(server.counters().get(Cause::Detached), 0);
}

#[test]
fn a_session_can_be_taken_over_many_times() {
    let server = app().workers(2).start().unwrap();
    let tab = load(&server, "/");
    let mut sockets = vec![tab.attach()];
    for _ in 0..20 {
        sockets.push(tab.reconnect());
    }
    let last = sockets.pop().unwrap();
    for mut stale in sockets {
        assert_eq!(stale.expect_close(), 4001);
    }
    drop(last);
    expect_count(&server, Cause::Detached, 1);
    expect_count(&server, Cause::TakenOver, 20);
}

#[test]
fn a_socket_travels_to_the_worker_of_its_session() {
    let server = app().workers(2).start().unwrap();
    // Connections go to the workers in turn: a page and its socket are never on the same of two.
    for round in 1..=3 {
        let mut socket = load(&server, "/").attach();
        socket.click();
        socket.expect_answer();
        expect_count(&server, Cause::SocketTravelled, round);
    }
}

#[test]
fn frames_that_came_with_the_upgrade_request_are_not_lost() {
    for workers in [1, 2] {
        let server = app().workers(workers).start().unwrap();
        let tab = load(&server, "/");
        let mut bytes = upgrade_request(&tab);
        bytes.extend(masked(&tab.hello(Some(tab.ticket))));
        let mut stream = connect(tab.addr);
        stream.write_all(&bytes).unwrap();
        let head = read_head(&mut stream);
        assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
        let mut socket = WebSocket::from_raw_socket(stream, Role::Client, None);
        assert!(
            matches!(socket.read(), Ok(Message::Binary(_))),
            "the welcome"
        );
        expect_count(&server, Cause::Attached, 1);
    }
}

fn upgrade_request(tab: &Tab) -> Vec<u8> {
    let Tab {
        socket,
        addr,
        origin,
        cookie,
        ..
    } = tab;
    let lines = [
        format!("GET {socket} HTTP/1.1"),
        format!("Host: {addr}"),
        format!("Origin: {origin}"),
        format!("Cookie: {cookie}"),
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13".to_owned(),
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".to_owned(),
    ];
    lines.join("\r\n").into_bytes()
}

/// One binary frame of less than 126 bytes, under the mask zero.
fn masked(payload: &[u8]) -> Vec<u8> {
    let len = u8::try_from(payload.len())
        .ok()
        .filter(|len| *len < 126)
        .expect("a short frame");
    [&[0x82, 0x80 | len, 0, 0, 0, 0], payload].concat()
}

/// Reads byte by byte up to the end of the head, and nothing of what follows.
fn read_head(stream: &mut std::net::TcpStream) -> String {
    use std::io::Read;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        head.push(byte[0]);
    }
    String::from_utf8(head).unwrap()
}

#[test]
fn a_path_that_differs_is_resynced_and_counted() {
    let server = app().start().unwrap();
    let tab = load(&server, "/number/7?page=2");
    drop(
        Tab {
            path: "/number/7".to_owned(),
            ..tab.clone()
        }
        .attach(),
    );
    assert_eq!(
        server.counters().get(Cause::PathMismatch),
        0,
        "the query is not part of it"
    );
    expect_count(&server, Cause::Detached, 1);
    Tab {
        path: "/number/8".to_owned(),
        ..tab
    }
    .reconnect();
    expect_count(&server, Cause::PathMismatch, 1);
}

#[test]
fn a_page_of_another_build_is_sent_anew_and_counted() {
    let server = app().build_id("2").start().unwrap();
    let tab = load(&server, "/");
    assert_eq!(tab.build, load(&server, "/").build);
    let old = app().build_id("1").start().unwrap();
    let stale = Tab {
        build: load(&old, "/").build,
        ..tab
    };
    let mut socket = stale.attach();
    let Heard::Frame(frame) = socket.hear() else {
        panic!("nothing is sent")
    };
    let Ok(ServerFrame::Patch { mut ops, .. }) = ServerFrame::decode(&frame) else {
        panic!("no patch: {frame:?}")
    };
    let first = ops.next_op();
    assert!(matches!(first, Ok(Some(Op::Mount { .. }))), "{first:?}");
    expect_count(&server, Cause::BuildMismatch, 1);
    assert_eq!(server.counters().get(Cause::PathMismatch), 0);
}

#[test]
fn many_sessions_live_side_by_side() {
    let server = app().workers(2).start().unwrap();
    let mut sockets: Vec<_> = (0..50).map(|_| load(&server, "/").attach()).collect();
    for socket in &mut sockets {
        for _ in 0..10 {
            socket.click();
        }
    }
    for socket in &mut sockets {
        socket.expect_answer();
    }
    assert_eq!(server.open_sockets(), 50);
    expect_count(&server, Cause::FrameReceived, 500);
    drop(sockets);
    expect_count(&server, Cause::Detached, 50);
    wait_until(|| server.open_sockets() == 0, || "sockets leak".to_owned());
    assert_eq!(request(&server, "GET", "/", &[]).status, 200);
}
