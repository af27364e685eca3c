//! Browsers that don't keep up: they cost themselves their socket, and others nothing.

use std::io::Write;
use std::time::{Duration, Instant};

use vango_protocol::ClientFrame;
use vango_server::{App, Cause, Limits, Server};

use super::browser::{connect, encode, expect_count, get, load, wait_until};
use super::component::{BUTTON, Counter, WIDE_BYTES, Wide};

/// More answers than any kernel's buffers take.
const CLICKS: u32 = 400;

fn serve(ping_interval_ms: u64) -> Server {
    let limits = Limits {
        ping_interval_ms,
        event_burst: 2 * CLICKS,
        ..Limits::default()
    };
    let app = App::new().page("/", Wide).page("/counter", Counter);
    app.workers(1).limits(limits).start().unwrap()
}

#[test]
fn one_that_does_not_read_is_not_read_either_and_loses_its_socket() {
    let server = serve(300);
    let mut neighbour = load(&server, "/counter").attach();
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    for _ in 0..CLICKS {
        socket.click();
    }
    // Nothing was read until here. Its neighbour is answered all the while, and its memory stays what a page needs: the
    // text, its copy on the way, the batches kept for a replay.
    let mut clicks = 0;
    let mut largest = 0;
    wait_until_dropped(&server, || {
        neighbour.click();
        neighbour.expect_answer();
        clicks += 1;
        // As a browser does, or its session would stop rendering for it.
        let ack = clicks as u8;
        neighbour.send(&encode(&ClientFrame::Ack { ack }));
        largest = largest.max(server.session_bytes());
        // Both frames count for the rate.
        std::thread::sleep(Duration::from_millis(10));
    });
    assert!(clicks > 0);
    assert!(largest < 8 * WIDE_BYTES, "{largest} bytes");
    let taken = server.counters().get(Cause::FrameReceived) - 2 * clicks;
    assert!(taken < u64::from(CLICKS), "all {taken} clicks were taken");
    expect_count(&server, Cause::Detached, 1);
    assert_eq!(server.counters().get(Cause::OutboundLimit), 0);
    // The session lives on, and its browser may come back.
    drop(socket);
    tab.reconnect_after(CLICKS, 0);
    expect_count(&server, Cause::Resumed, 1);
}

/// Runs `meanwhile` again and again until the server has given a socket up.
fn wait_until_dropped(server: &Server, mut meanwhile: impl FnMut()) {
    let start = Instant::now();
    while server.counters().get(Cause::Unresponsive) == 0 {
        assert!(start.elapsed().as_secs() < 20, "it is still open");
        meanwhile();
    }
}

#[test]
fn one_that_reads_late_gets_all_of_it() {
    let server = serve(30_000);
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    for _ in 0..30 {
        socket.click_on(BUTTON);
    }
    // It takes its time: the server stops where the kernel's buffers do.
    wait_until(
        || server.counters().get(Cause::FrameReceived) > 0,
        || "no click has arrived".to_owned(),
    );
    std::thread::sleep(Duration::from_millis(200));
    let last = socket.expect_answer();
    assert!(last.len() > WIDE_BYTES, "{} bytes", last.len());
    expect_count(&server, Cause::FrameReceived, 30);
    assert_eq!(server.open_sockets(), 1);
}

#[test]
fn one_that_takes_for_ever_to_read_an_answer_loses_its_connection() {
    let limits = Limits {
        connection_lifetime_ms: 100,
        ..Limits::default()
    };
    // More than any kernel's buffers take.
    let large = || async { vec![1_u8; 64 * 1024 * 1024] };
    let nested = axum::Router::new().route("/large", axum::routing::get(large));
    let app = App::new().fallback(nested).workers(1).limits(limits);
    let server = app.start().unwrap();
    let mut slow = connect(server.addr());
    write!(slow, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    expect_count(&server, Cause::ConnectionExpired, 1);
    wait_until(
        || server.open_connections() == 0,
        || "it is still open".to_owned(),
    );
    assert_eq!(get(&server, "/_vango/health").status, 200);
}
