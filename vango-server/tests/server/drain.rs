//! Leaving: what is answered while the app drains, and how its sockets move.

use std::time::{Duration, Instant};

use vango_server::{Limits, StartErrorKind};

use super::browser::{get, load, request};
use super::component::app;

#[test]
fn while_it_drains_it_answers_and_opens_nothing_new() {
    let limits = Limits {
        drain_ms: 2_000,
        shutdown_ms: 4_000,
        ..Limits::default()
    };
    let server = app().workers(2).limits(limits).start().unwrap();
    assert_eq!(get(&server, "/_vango/ready").status, 200);
    let tab = load(&server, "/");
    let mut sockets: Vec<_> = (0..4).map(|_| load(&server, "/").attach()).collect();
    let start = Instant::now();
    server.stop();
    // The workers hear of it within a moment.
    while get(&server, "/_vango/ready").status == 200 {
        assert!(start.elapsed() < Duration::from_secs(1), "still ready");
    }
    let ready = get(&server, "/_vango/ready");
    assert_eq!((ready.status, ready.text()), (503, "draining\n"));
    assert_eq!(ready.header("connection"), Some("close"));
    assert_eq!(get(&server, "/_vango/health").status, 200);
    let page = get(&server, "/");
    assert_eq!((page.status, page.header("retry-after")), (503, Some("5")));
    assert_eq!(request(&server, "HEAD", "/", &[]).status, 200);
    assert_eq!(tab.upgrade().err(), Some(503));
    let closed: Vec<(u16, Duration)> = sockets
        .iter_mut()
        .map(|socket| (socket.expect_close(), start.elapsed()))
        .collect();
    assert!(closed.iter().all(|(code, _)| *code == 1012), "{closed:?}");
    let last = closed.iter().map(|(_, at)| *at).max().unwrap();
    assert!(
        last > Duration::from_millis(500),
        "they move one after the other: {closed:?}"
    );
    server.shutdown();
    assert!(
        start.elapsed() >= Duration::from_millis(1_900),
        "it listened all the time"
    );
}

#[test]
fn a_drain_is_part_of_the_shutdown() {
    let limits = Limits {
        drain_ms: 300,
        shutdown_ms: 600,
        ..Limits::default()
    };
    let server = app().limits(limits).start().unwrap();
    let addr = server.addr();
    let _deaf = load(&server, "/").upgrade().unwrap();
    let start = Instant::now();
    server.shutdown();
    assert!(start.elapsed() < Duration::from_secs(5));
    std::net::TcpListener::bind(addr).unwrap();
}

#[test]
fn a_draining_app_keeps_its_port() {
    let limits = Limits {
        drain_ms: 5_000,
        shutdown_ms: 5_000,
        ..Limits::default()
    };
    let server = app().limits(limits).start().unwrap();
    server.stop();
    let second = app().bind(server.addr().to_string()).start();
    assert_eq!(
        second.map(|_| ()).unwrap_err().kind(),
        StartErrorKind::PortInUse
    );
    // Dropped, it stops without the rest of its drain.
    let addr = server.addr();
    drop(server);
    let start = Instant::now();
    while std::net::TcpListener::bind(addr).is_err() {
        assert!(start.elapsed() < Duration::from_secs(4), "it still listens");
        std::thread::sleep(Duration::from_millis(10));
    }
}
