//! Starting and stopping.

use std::io::Write;
use std::net::TcpListener;
use std::time::{Duration, Instant};

use vango_runtime::server::{Cause, Limits, StartErrorKind};

use super::browser::{connect, expect_count, load};
use super::component::app;

#[test]
fn a_port_in_use_is_said_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let error = app()
        .bind(format!("127.0.0.1:{port}"))
        .start()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(error.kind(), StartErrorKind::PortInUse);
    let text = error.to_string();
    assert!(
        text.contains(&format!("port {port} is in use")) && text.contains("VANGO_ADDR="),
        "{text}"
    );
    // Two servers of this framework don't share a port either.
    let server = app().start().unwrap();
    let second = app()
        .bind(server.addr().to_string())
        .start()
        .map(|_| ())
        .unwrap_err();
    assert_eq!(second.kind(), StartErrorKind::PortInUse);
}

#[test]
fn all_sockets_get_1001_and_the_port_is_free_again() {
    let server = app().workers(2).start().unwrap();
    let addr = server.addr();
    let mut attached: Vec<_> = (0..4).map(|_| load(&server, "/").attach()).collect();
    let silent = load(&server, "/").upgrade().unwrap();
    attached.push(silent);
    // The last one is on its way until it is counted.
    expect_count(&server, Cause::SocketTravelled, 5);
    let clients = std::thread::spawn(move || {
        attached
            .iter_mut()
            .map(|socket| socket.expect_close())
            .collect::<Vec<_>>()
    });
    let start = Instant::now();
    server.shutdown();
    assert!(
        start.elapsed() < Duration::from_millis(Limits::default().shutdown_ms),
        "nobody had to be waited for"
    );
    assert_eq!(clients.join().unwrap(), [1001; 5]);
    TcpListener::bind(addr).unwrap();
}

#[test]
fn an_idle_connection_does_not_hold_the_shutdown_up() {
    let server = app().start().unwrap();
    let mut idle = connect(server.addr());
    write!(idle, "GET / HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let start = Instant::now();
    server.shutdown();
    assert!(start.elapsed() < Duration::from_millis(Limits::default().shutdown_ms));
}

#[test]
fn a_client_that_ignores_the_close_is_dropped_at_the_deadline() {
    let server = app()
        .limits(Limits {
            shutdown_ms: 100,
            ..Limits::default()
        })
        .start()
        .unwrap();
    let _deaf = load(&server, "/").attach();
    let start = Instant::now();
    server.shutdown();
    assert!(start.elapsed() < Duration::from_secs(5));
}
