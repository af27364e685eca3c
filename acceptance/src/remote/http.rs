//! Requests by hand: what a browser sends besides its sockets.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{Leave, PATIENCE, Tab};

/// An answer over HTTP.
#[derive(Debug)]
pub struct Answer {
    /// Of the status line.
    pub status: u16,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The cookies that it sets, as `name=value`.
    pub cookies: Vec<String>,
    /// What follows the head.
    pub body: String,
}

impl Answer {
    /// The cookie that names the browser, when it got one.
    pub(super) fn browser(&self) -> Option<String> {
        let mut cookies = self.cookies.iter();
        cookies
            .find(|pair| pair.starts_with("vango_browser="))
            .cloned()
    }
}

/// Sends one request, with these headers besides `Host`, to whoever listens.
pub fn request(
    address: SocketAddr,
    (method, path): (&str, &str),
    headers: &[(&str, &str)],
    body: &str,
) -> Answer {
    let deadline = Instant::now() + PATIENCE;
    let mut stream = loop {
        match TcpStream::connect(address) {
            Ok(stream) => break stream,
            Err(error) => assert!(Instant::now() < deadline, "nobody listens: {error}"),
        }
        sleep(Duration::from_millis(20));
    };
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let length = body.len();
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .expect("the request is sent");
    let mut text = String::new();
    stream
        .read_to_string(&mut text)
        .expect("an answer in UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let named = |wanted: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(": "));
        let found = lines.filter(move |(name, _)| name.eq_ignore_ascii_case(wanted));
        found
            .map(|(_, value)| value.to_owned())
            .collect::<Vec<String>>()
    };
    let cookies = named("set-cookie");
    let cookies = cookies.iter().filter_map(|cookie| cookie.split(';').next());
    let status = head.split(' ').nth(1).expect("a status");
    Answer {
        status: status.parse().expect("a number"),
        location: named("location").pop(),
        cookies: cookies.map(str::to_owned).collect(),
        body: body.to_owned(),
    }
}

pub(super) fn get(address: SocketAddr, path: &str, cookies: &str) -> Answer {
    let page = request(address, ("GET", path), &[("Cookie", cookies)], "");
    assert_eq!(page.status, 200, "{}", page.body);
    page
}

impl Tab {
    /// Sends a form as a browser does, which leaves the page for where the answer leads; answers what that page showed before its
    /// socket came.
    pub fn post(&mut self, path: &str, body: &str, leave: Leave) -> String {
        let (origin, cookies) = (format!("http://{}", self.address), self.cookies(leave));
        let headers = [
            ("Origin", &*origin),
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Mode", "navigate"),
            ("Cookie", &*cookies),
        ];
        let answer = request(self.address, ("POST", path), &headers, body);
        assert_eq!(answer.status, 303, "{}", answer.body);
        self.close();
        // What it sets counts from now on.
        let given = answer.cookies.join("; ");
        let cookies = match given.is_empty() {
            true => cookies,
            false => format!("{}; {given}", self.browser),
        };
        let shown = self.show(&answer.location.expect("a redirect"), &cookies);
        self.connect();
        shown
    }

    /// Sends a request as a script of the page does, with the tab's identity.
    pub fn fetch(&self, request: (&str, &str), body: &str) -> Answer {
        self.fetch_from(self.address, request, body)
    }

    /// As [`fetch`](Self::fetch); the load balancer chooses this process.
    pub fn fetch_from(&self, address: SocketAddr, request: (&str, &str), body: &str) -> Answer {
        let identity = self.client.leaves();
        let headers = [
            ("Origin", &*format!("http://{address}")),
            ("Sec-Fetch-Site", "same-origin"),
            ("Sec-Fetch-Mode", "cors"),
            ("Vango-Tab", identity),
            ("Cookie", &*self.browser),
        ];
        self::request(address, request, &headers, body)
    }
}
