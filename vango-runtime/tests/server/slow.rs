//! Browsers that don't keep up: they cost themselves their socket, and others nothing.

use std::time::{Duration, Instant};

use vango_runtime::server::{App, Cause, Limits, Server};

use super::browser::{expect_count, load, wait_until};
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
        largest = largest.max(server.session_bytes());
        std::thread::sleep(Duration::from_millis(2));
    });
    assert!(clicks > 0);
    assert!(largest < 8 * WIDE_BYTES, "{largest} bytes");
    let taken = server.counters().get(Cause::FrameReceived) - clicks;
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
