//! What comes before a socket is welcomed.

use std::io::Write;
use std::time::Instant;

use vango_protocol::{Token, VERSION};
use vango_server::Cause;

use super::super::browser::{PATIENCE, Tab, connect, load_again, read_answer, wait_until};
use super::{Answer, Ground, effect, frame, verdict};

fn refused(tab: &Tab) -> Answer {
    Answer::Status(tab.upgrade().err().expect("a refusal"))
}

/// What a greeting is answered with.
fn greeted(tab: &Tab, hello: &[u8]) -> Answer {
    verdict(&mut tab.greet(hello))
}

pub(super) fn version(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let mut hello = tab.hello(Some(tab.ticket));
    assert_eq!(hello[1], VERSION as u8);
    hello[1] += 1;
    greeted(&tab, &hello)
}

pub(super) fn origin(ground: &Ground) -> Answer {
    refused(&Tab {
        origin: "http://evil.example".to_owned(),
        ..ground.tab()
    })
}

pub(super) fn no_origin(ground: &Ground) -> Answer {
    refused(&Tab {
        origin: String::new(),
        ..ground.tab()
    })
}

pub(super) fn used_ticket(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let mut owner = tab.attach();
    let answer = greeted(&tab, &tab.hello(Some(tab.ticket)));
    owner.click();
    assert_eq!(effect(&mut owner), Answer::Served, "its owner goes on");
    answer
}

pub(super) fn stale_ticket(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let waiting = || {
        let over = ground.count(Cause::Attached) + ground.count(Cause::FrozenExpired);
        ground.count(Cause::PageOpened) - over
    };
    wait_until(|| waiting() == 0, || format!("{} pages wait", waiting()));
    greeted(&tab, &tab.hello(Some(tab.ticket)))
}

pub(super) fn forged_ticket(ground: &Ground) -> Answer {
    let tab = ground.tab();
    greeted(&tab, &tab.hello(Some(Token([7; 16]))))
}

/// The tab with another cookie, and what its greeting is answered with.
fn with_cookie(tab: &Tab, cookie: String) -> Answer {
    let thief = Tab {
        cookie,
        ..tab.clone()
    };
    let answer = greeted(&thief, &tab.hello(Some(tab.ticket)));
    // Nothing was used up.
    tab.attach();
    answer
}

pub(super) fn foreign_cookie(ground: &Ground) -> Answer {
    let (tab, other) = (ground.tab(), ground.tab());
    // It is a good one.
    load_again(&ground.server, "/", &other);
    with_cookie(&tab, other.cookie)
}

pub(super) fn forged_cookie(ground: &Ground) -> Answer {
    with_cookie(&ground.tab(), "vango_browser=AAAA.BBBB".to_owned())
}

pub(super) fn unknown_session(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let session = tab.session ^ 0x1_0000;
    let socket = format!("/_vango/live/{session:x}");
    let unknown = Tab {
        session,
        socket,
        ..tab
    };
    greeted(&unknown, &unknown.hello(None))
}

pub(super) fn wrong_secret(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let mut thief = tab.clone();
    thief.secret.0[0] ^= 1;
    let answer = greeted(&tab, &thief.hello(Some(tab.ticket)));
    tab.attach();
    answer
}

pub(super) fn no_greeting(ground: &Ground) -> Answer {
    greeted(&ground.tab(), &[0xff; 200])
}

pub(super) fn other_greeting(ground: &Ground) -> Answer {
    let (tab, other) = (ground.tab(), ground.tab());
    greeted(&tab, &other.hello(Some(other.ticket)))
}

pub(super) fn silence(ground: &Ground) -> Answer {
    verdict(&mut ground.tab().upgrade().expect("it is granted"))
}

pub(super) fn fragments(ground: &Ground) -> Answer {
    let mut socket = ground.tab().upgrade().expect("it is granted");
    frame::write(&mut socket, &frame::header(0x02, 0));
    let start = Instant::now();
    while ground.count(Cause::HelloTimeout) == 0 && start.elapsed() < PATIENCE {
        frame::write(&mut socket, &frame::header(0, 0).repeat(1_000));
    }
    verdict(&mut socket)
}

/// An upgrade with further lines, as raw text; answers its connection and the head of the answer.
fn raw_upgrade(ground: &Ground, lines: &[&str]) -> (std::net::TcpStream, Tab) {
    let tab = ground.tab();
    let mut stream = connect(tab.addr);
    let (path, host, origin, cookie) = (&tab.socket, tab.addr, &tab.origin, &tab.cookie);
    let lines = lines.join("\r\n");
    let text = format!(
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nCookie: {cookie}\r\n{lines}\r\n\r\n"
    );
    stream.write_all(text.as_bytes()).expect("the server reads");
    (stream, tab)
}

pub(super) fn deflate(ground: &Ground) -> Answer {
    use std::io::Read;
    let lines = [
        "Upgrade: websocket",
        "Connection: Upgrade",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
    ];
    let (mut stream, _tab) = raw_upgrade(ground, &lines);
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("an answer");
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).expect("text").to_ascii_lowercase();
    assert!(head.starts_with("http/1.1 101 "), "{head}");
    assert!(!head.contains("extensions"), "none is taken up: {head}");
    Answer::Served
}

pub(super) fn no_handshake(ground: &Ground) -> Answer {
    let (mut stream, _tab) = raw_upgrade(ground, &["Connection: close, Upgrade"]);
    Answer::Status(read_answer(&mut stream).status)
}

pub(super) fn crowd(ground: &Ground) -> Answer {
    // The neighbours have the other two places.
    let _third = ground.attached();
    refused(&ground.tab())
}
