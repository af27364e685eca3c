//! What happens beyond each limit: a typed, counted answer.

use std::io::{Read, Write};

use tokio_tungstenite::tungstenite::Message;
use vango_protocol::{ErrorCode, RefreshReason};
use vango_server::{Cause, Limits, Server};

use super::browser::{connect, expect_count, get, load, wait_until};
use super::component::app;

fn limited(limits: Limits) -> Server {
    app().workers(1).limits(limits).start().unwrap()
}

#[test]
fn a_frame_that_is_too_large_closes_with_1009() {
    let server = limited(Limits {
        frame_bytes: 1000,
        ..Limits::default()
    });
    let mut socket = load(&server, "/").attach();
    socket.send(&vec![1; 200_000]);
    socket.expect_fatal(ErrorCode::OVER_LIMIT, 1009);
    expect_count(&server, Cause::FrameTooLarge, 1);
    expect_count(&server, Cause::Detached, 1);
}

#[test]
fn fragments_do_not_get_around_the_limit() {
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
    let server = limited(Limits {
        frame_bytes: 1000,
        ..Limits::default()
    });
    let mut socket = load(&server, "/").attach();
    for part in 0..10 {
        let kind = if part == 0 {
            Data::Binary
        } else {
            Data::Continue
        };
        socket.send_message(Message::Frame(Frame::message(
            vec![0; 900],
            OpCode::Data(kind),
            false,
        )));
    }
    assert_eq!(socket.expect_close(), 1009);
}

#[test]
fn a_text_frame_closes_with_1003() {
    let server = limited(Limits::default());
    let mut socket = load(&server, "/").attach();
    socket.send_message(Message::Text("{}".into()));
    assert_eq!(socket.expect_close(), 1003);
    expect_count(&server, Cause::FrameText, 1);
}

#[test]
fn a_frame_that_means_nothing_closes_the_socket_and_not_the_worker() {
    let server = limited(Limits::default());
    for garbage in [
        &[][..],
        &[0xff, 0xff, 0xff],
        &[1],
        &[1, 1, 1, 1, 1, 99],
        &[0, 0, 0],
    ] {
        let tab = load(&server, "/");
        let mut socket = tab.attach();
        socket.send(garbage);
        let code = socket.expect_close();
        assert_eq!(code, 1008, "{garbage:?}");
        // Its session is over.
        tab.greet(&tab.hello(None))
            .expect_refresh(RefreshReason::SessionGone);
    }
    expect_count(&server, Cause::FrameMalformed, 5);
    let mut socket = load(&server, "/").attach();
    socket.click();
    socket.expect_answer();
}

#[test]
fn an_unmasked_frame_closes_with_1002() {
    let server = limited(Limits::default());
    let mut socket = load(&server, "/").attach();
    socket
        .socket
        .get_mut()
        .write_all(&[0x82, 0x01, 0x04])
        .unwrap();
    assert_eq!(socket.expect_close(), 1002);
    expect_count(&server, Cause::SocketProtocol, 1);
}

#[test]
fn more_events_than_the_rate_close_with_1008() {
    let limits = Limits {
        events_per_second: 1,
        event_burst: 5,
        ..Limits::default()
    };
    let server = limited(limits);
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    for _ in 0..6 {
        socket.click();
    }
    assert_eq!(socket.expect_close(), 1008);
    expect_count(&server, Cause::EventRate, 1);
    expect_count(&server, Cause::FrameReceived, 5);
    // A new socket has no new allowance.
    let mut socket = tab.reconnect_after(6, 5);
    socket.click();
    assert_eq!(socket.expect_close(), 1008);
}

#[test]
fn one_socket_too_many_is_told_so() {
    let server = limited(Limits {
        sockets: 1,
        ..Limits::default()
    });
    let (first, second) = (load(&server, "/"), load(&server, "/"));
    let open = first.attach();
    assert_eq!(second.upgrade().err(), Some(503));
    expect_count(&server, Cause::SocketLimit, 1);
    drop(open);
    wait_until(
        || server.open_sockets() == 0,
        || "the place is not free again".to_owned(),
    );
    second.attach();
}

#[test]
fn one_connection_too_many_is_closed() {
    let server = limited(Limits {
        connections: 1,
        ..Limits::default()
    });
    let mut open = connect(server.addr());
    wait_until(
        || server.open_connections() == 1,
        || "not accepted".to_owned(),
    );
    let mut refused = connect(server.addr());
    assert_eq!(refused.read(&mut [0]).unwrap_or(0), 0);
    expect_count(&server, Cause::ConnectionLimit, 1);
    write!(
        open,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    assert_eq!(super::browser::read_answer(&mut open).status, 200);
}

#[test]
fn a_slow_head_and_an_idle_connection_are_closed() {
    let server = limited(Limits {
        header_timeout_ms: 50,
        ..Limits::default()
    });
    let mut slow = connect(server.addr());
    slow.write_all(b"GET / HTT").unwrap();
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).unwrap();
    wait_until(
        || server.open_connections() == 0,
        || "the connection is still open".to_owned(),
    );
    expect_count(&server, Cause::HeadTimeout, 1);
    // One that says nothing at all.
    let mut silent = connect(server.addr());
    assert_eq!(silent.read(&mut [0]).unwrap_or(0), 0);
    expect_count(&server, Cause::HeadTimeout, 2);
    // One that has asked and is kept for more is no offender.
    let mut idle = connect(server.addr());
    write!(idle, "GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    idle.read_to_end(&mut rest).unwrap();
    expect_count(&server, Cause::NotFound, 1);
    expect_count(&server, Cause::HeadTimeout, 2);
}

#[test]
fn a_silent_browser_is_pinged_and_then_dropped() {
    let server = limited(Limits {
        ping_interval_ms: 40,
        ..Limits::default()
    });
    let mut socket = load(&server, "/").attach();
    // Reads nothing, hence answers no ping.
    expect_count(&server, Cause::Unresponsive, 1);
    expect_count(&server, Cause::Detached, 1);
    assert!(matches!(socket.socket.read(), Ok(Message::Ping(_))));
}

#[test]
fn a_browser_that_answers_pings_stays() {
    let server = limited(Limits {
        ping_interval_ms: 40,
        ..Limits::default()
    });
    let mut socket = load(&server, "/").attach();
    for _ in 0..5 {
        // Reading answers.
        assert!(matches!(socket.socket.read(), Ok(Message::Ping(_))));
    }
    assert_eq!(server.counters().get(Cause::Unresponsive), 0);
}

#[test]
fn the_oldest_pages_without_a_socket_are_dropped() {
    let server = limited(Limits {
        frozen_sessions: 2,
        ..Limits::default()
    });
    let tabs: Vec<_> = (0..3).map(|_| load(&server, "/")).collect();
    expect_count(&server, Cause::FrozenEvicted, 1);
    tabs[0]
        .greet(&tabs[0].hello(Some(tabs[0].ticket)))
        .expect_refresh(RefreshReason::SessionGone);
    tabs[1].attach();
    tabs[2].attach();
    expect_count(&server, Cause::SessionUnknown, 1);
}

#[test]
fn pages_are_dropped_by_their_memory_too() {
    let server = limited(Limits {
        frozen_bytes: 0,
        ..Limits::default()
    });
    let tab = load(&server, "/");
    expect_count(&server, Cause::FrozenEvicted, 1);
    tab.greet(&tab.hello(Some(tab.ticket)))
        .expect_refresh(RefreshReason::SessionGone);
}

#[test]
fn a_window_passes() {
    let server = limited(Limits {
        frozen_window_ms: 1,
        resume_window_ms: 1,
        ..Limits::default()
    });
    load(&server, "/");
    expect_count(&server, Cause::FrozenExpired, 1);
    let tab = load(&server, "/");
    drop(tab.attach());
    expect_count(&server, Cause::DetachedExpired, 1);
    tab.greet(&tab.hello(None))
        .expect_refresh(RefreshReason::SessionGone);
}

#[test]
fn the_oldest_detached_sessions_are_dropped() {
    let server = limited(Limits {
        detached_sessions: 1,
        ..Limits::default()
    });
    let tabs: Vec<_> = (0..2).map(|_| load(&server, "/")).collect();
    for (already, tab) in tabs.iter().enumerate() {
        drop(tab.attach());
        expect_count(&server, Cause::Detached, already as u64 + 1);
    }
    expect_count(&server, Cause::DetachedEvicted, 1);
    tabs[0]
        .greet(&tabs[0].hello(None))
        .expect_refresh(RefreshReason::SessionGone);
    tabs[1].reconnect();
}

#[test]
fn pages_still_work_after_everything_above() {
    let server = limited(Limits {
        frame_bytes: 100,
        ..Limits::default()
    });
    for _ in 0..20 {
        load(&server, "/").attach().send(&[9; 500]);
    }
    assert_eq!(get(&server, "/").status, 200);
}
