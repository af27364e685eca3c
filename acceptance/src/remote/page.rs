//! A page as a browser loads it: one request on a connection of its own.
//!
//! Deliberately absent: any answer but 200, and redirects.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::PATIENCE;

/// What a browser is answered.
pub(super) struct Page {
    pub(super) cookies: Vec<String>,
    pub(super) html: String,
}

impl Page {
    /// The cookie that names the browser, when it got one.
    pub(super) fn browser(&self) -> Option<String> {
        let mut cookies = self.cookies.iter();
        cookies
            .find(|pair| pair.starts_with("vango_browser="))
            .cloned()
    }
}

/// Asks for a page, as often as it takes until somebody answers.
pub(super) fn get(address: SocketAddr, path: &str, cookies: &str) -> Page {
    let deadline = Instant::now() + PATIENCE;
    let mut stream = loop {
        match TcpStream::connect(address) {
            Ok(stream) => break stream,
            Err(error) => assert!(Instant::now() < deadline, "nobody listens: {error}"),
        }
        sleep(Duration::from_millis(20));
    };
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookies}\r\nConnection: close\r\n\r\n"
    )
    .expect("the request is sent");
    let mut text = String::new();
    stream
        .read_to_string(&mut text)
        .expect("an answer in UTF-8");
    let (head, html) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    let cookies = head.lines().filter_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let pair = value.split(';').next()?;
        name.eq_ignore_ascii_case("set-cookie")
            .then(|| pair.to_owned())
    });
    Page {
        cookies: cookies.collect(),
        html: html.to_owned(),
    }
}
