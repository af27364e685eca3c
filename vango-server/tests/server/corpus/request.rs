//! HTTP that no browser sends, or not so much of it.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use vango_server::Cause;

use super::super::browser::{connect, get, request, wait_until};
use super::{Answer, Ground};

/// Sends `head`, then `body` as often as it is taken, at most `times`; answers the status.
fn send(ground: &Ground, head: &str, body: &[u8], times: usize) -> Answer {
    let mut stream = connect(ground.server.addr());
    stream.write_all(head.as_bytes()).expect("the server reads");
    let _all_was_taken = (0..times).all(|_| stream.write_all(body).is_ok());
    status(&mut stream)
}

/// The status alone: the server may have closed before it has read everything, and then the rest is lost.
fn status(stream: &mut TcpStream) -> Answer {
    let mut line = [0; 12];
    match stream.read_exact(&mut line) {
        Ok(()) => {
            let line = std::str::from_utf8(&line).expect("text");
            let (_, status) = line.split_once(' ').expect("a status line");
            Answer::Status(status.parse().expect("a number"))
        }
        Err(_) => Answer::Dropped,
    }
}

fn host(ground: &Ground) -> String {
    format!("Host: {}", ground.server.addr())
}

pub(super) fn slow_head(ground: &Ground) -> Answer {
    let mut stream = connect(ground.server.addr());
    let text = format!("GET / HTTP/1.1\r\n{}\r\nX-Slow: ", host(ground));
    let slowly = text.bytes().chain(std::iter::repeat(b'a'));
    for byte in slowly {
        if ground.count(Cause::HeadTimeout) > 0 || stream.write_all(&[byte]).is_err() {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(stream.read(&mut [0; 1]).unwrap_or(0), 0, "no answer");
    Answer::Dropped
}

pub(super) fn large_head(ground: &Ground) -> Answer {
    let head = format!("GET / HTTP/1.1\r\n{}\r\nX-Long: ", host(ground));
    send(ground, &head, &[b'a'; 64 * 1024], 16)
}

pub(super) fn no_http(ground: &Ground) -> Answer {
    send(ground, "\u{16}\u{3}\u{1} this is no HTTP\r\n\r\n", &[], 0)
}

pub(super) fn two_lengths(ground: &Ground) -> Answer {
    let host = host(ground);
    let head = format!(
        "POST / HTTP/1.1\r\n{host}\r\nContent-Length: 5\r\nContent-Length: 50\r\n\r\nabcde"
    );
    send(ground, &head, &[], 0)
}

pub(super) fn large_body(ground: &Ground) -> Answer {
    let bytes = 10 * 1024 * 1024;
    let host = host(ground);
    let head = format!(
        "POST / HTTP/1.1\r\n{host}\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n"
    );
    send(ground, &head, &[b'a'; 64 * 1024], bytes / (64 * 1024))
}

pub(super) fn compressed_body(ground: &Ground) -> Answer {
    let host = host(ground);
    let head = format!(
        "POST / HTTP/1.1\r\n{host}\r\nConnection: close\r\nContent-Encoding: gzip\r\n\
         Transfer-Encoding: chunked\r\n\r\n"
    );
    // A chunk after the other, and no last one.
    let chunk = [b"1000\r\n".as_slice(), &[0; 0x1000], b"\r\n"].concat();
    send(ground, &head, &chunk, 100)
}

pub(super) fn climbing(ground: &Ground) -> Answer {
    let path = "/..%2f..%2f..%2fetc/passwd";
    Answer::Status(request(&ground.server, "GET", path, &[]).status)
}

pub(super) fn visits(ground: &Ground) -> Answer {
    const VISITS: usize = 2_000;
    let addr = ground.server.addr();
    let text = format!("GET / HTTP/1.1\r\nHost: {addr}\r\n\r\n");
    let mut sent = 0;
    // Some on each connection, as a crawler does it.
    while sent < VISITS {
        let mut stream = connect(addr);
        for _ in 0..50 {
            stream.write_all(text.as_bytes()).expect("the server reads");
            read_page(&mut stream);
            sent += 1;
        }
    }
    let kept = ground.server.session_bytes();
    assert!(kept < 1024 * 1024, "{kept} bytes are kept");
    Answer::Served
}

/// Reads one answer of a connection that stays open.
fn read_page(stream: &mut TcpStream) {
    let mut bytes = Vec::new();
    let mut part = [0; 4_096];
    loop {
        let read = stream.read(&mut part).expect("an answer");
        assert!(read > 0, "the connection was closed");
        bytes.extend_from_slice(&part[..read]);
        if bytes.ends_with(b"</html>\n") || bytes.ends_with(b"</html>") {
            assert!(bytes.starts_with(b"HTTP/1.1 200 "));
            return;
        }
    }
}

pub(super) fn one_address(ground: &Ground) -> Answer {
    let from = "X-Forwarded-For: 192.0.2.1";
    let page = || request(&ground.server, "GET", "/", &[from]).status;
    for _ in 0..8 {
        assert_eq!(page(), 200);
    }
    Answer::Status(page())
}

pub(super) fn crowd(ground: &Ground) -> Answer {
    let addr = ground.server.addr();
    // Sockets are none.
    wait_until(
        || ground.server.open_connections() == 0,
        || "the neighbours' pages are still under way".to_owned(),
    );
    let open: Vec<_> = (0..8).map(|_| connect(addr)).collect();
    wait_until(
        || ground.server.open_connections() == 8,
        || "they are not accepted".to_owned(),
    );
    let answer = status(&mut connect(addr));
    drop(open);
    // There is room again.
    wait_until(
        || ground.server.open_connections() < 8,
        || "they are still open".to_owned(),
    );
    assert_eq!(get(&ground.server, "/").status, 200);
    answer
}

pub(super) fn other_host(ground: &Ground) -> Answer {
    Answer::Status(request(&ground.server, "GET", "/", &["Host: evil.example"]).status)
}

pub(super) fn forwarded(ground: &Ground) -> Answer {
    let headers = [
        "X-Forwarded-Proto: https",
        "Forwarded: for=192.0.2.1;proto=http",
    ];
    Answer::Status(request(&ground.server, "GET", "/", &headers).status)
}
