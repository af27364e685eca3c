//! A browser with everything in the open: boot data, sockets, frames.

use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio_tungstenite::tungstenite::client::client;
use tokio_tungstenite::tungstenite::handshake::HandshakeError;
use tokio_tungstenite::tungstenite::http::Request;
use tokio_tungstenite::tungstenite::{Error, Message, WebSocket};
use vango_protocol::{
    Boot, ClientFrame, ErrorCode, Hello, Payload, RefreshReason, ServerFrame, Token, VERSION,
};
use vango_server::{Cause, Server};

pub(crate) use super::answer::{Answer, connect, get, read_answer, request, request_at};

/// Longer than anything here takes on a busy machine; reached only by a test that fails.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A page that was loaded, and all that its script knows.
#[derive(Clone, Debug)]
pub(crate) struct Tab {
    pub(crate) addr: SocketAddr,
    pub(crate) cookie: String,
    pub(crate) origin: String,
    pub(crate) session: u64,
    pub(crate) build: u64,
    pub(crate) flags: u32,
    pub(crate) secret: Token,
    pub(crate) ticket: Token,
    pub(crate) socket: String,
    pub(crate) path: String,
}

/// Loads a page as a browser without cookies.
pub(crate) fn load(server: &Server, path: &str) -> Tab {
    load_at(server.addr(), path)
}

/// The same from any server.
pub(crate) fn load_at(addr: SocketAddr, path: &str) -> Tab {
    tab(addr, path, &request_at(addr, "GET", path, &[], ""))
}

/// Loads a page as the browser of another tab.
pub(crate) fn load_again(server: &Server, path: &str, tab_before: &Tab) -> Tab {
    let cookie = tab_before.cookie.clone();
    let answer = request(server, "GET", path, &[&format!("Cookie: {cookie}")]);
    assert_eq!(answer.header("set-cookie"), None, "the browser is known");
    Tab {
        cookie,
        ..tab(server.addr(), path, &answer)
    }
}

pub(crate) fn tab(addr: SocketAddr, path: &str, answer: &Answer) -> Tab {
    let cookie = answer
        .header("set-cookie")
        .and_then(|cookie| cookie.split(';').next())
        .unwrap_or_default();
    let text = answer.text();
    let start = text.find("id=\"vango-boot\">").expect("boot data") + "id=\"vango-boot\">".len();
    let end = start + text[start..].find('<').expect("its end");
    let boot = STANDARD.decode(&text[start..end]).expect("base64");
    let boot = Boot::decode(&boot).expect("boot data");
    Tab {
        addr,
        cookie: cookie.to_owned(),
        origin: format!("http://{addr}"),
        session: boot.head.session,
        build: boot.head.build,
        flags: boot.head.flags,
        secret: boot.head.secret,
        ticket: boot.head.ticket,
        socket: boot.head.socket.to_owned(),
        path: path.to_owned(),
    }
}

impl Tab {
    /// The upgrade alone; `Err` is the status of a refusal.
    pub(crate) fn upgrade(&self) -> Result<Socket, u16> {
        let request = Request::builder()
            .uri(format!("ws://{}{}", self.addr, self.socket))
            .header("Host", self.addr.to_string())
            .header("Origin", &self.origin)
            .header("Cookie", &self.cookie)
            .header("Upgrade", "websocket")
            .header("Connection", "Upgrade")
            .header("Sec-WebSocket-Version", "13")
            .header("Sec-WebSocket-Protocol", "vango.1")
            .header("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
            .body(())
            .expect("a request");
        match client(request, connect(self.addr)) {
            Ok((socket, response)) => {
                assert_eq!(response.headers()["sec-websocket-protocol"], "vango.1");
                Ok(Socket { socket, seq: 0 })
            }
            Err(HandshakeError::Failure(Error::Http(response))) => Err(response.status().as_u16()),
            Err(error) => panic!("the handshake failed: {error}"),
        }
    }

    pub(crate) fn hello(&self, ticket: Option<Token>) -> Vec<u8> {
        self.hello_after(ticket, 0, 0)
    }

    pub(crate) fn hello_after(&self, ticket: Option<Token>, event: u32, batch: u32) -> Vec<u8> {
        let (session, secret, path) = (self.session, self.secret, self.path.as_str());
        encode(&ClientFrame::Hello(Hello {
            version: VERSION,
            session,
            state: 0,
            secret,
            ticket,
            path,
            build: self.build,
            batch,
            event,
            blocks: 0,
            templates: 0,
            previous: "",
        }))
    }

    /// Upgrade and first frame.
    pub(crate) fn greet(&self, hello: &[u8]) -> Socket {
        let mut socket = self.upgrade().expect("the upgrade is granted");
        socket.send(hello);
        socket
    }

    /// The first connection of a page, up to its welcome.
    pub(crate) fn attach(&self) -> Socket {
        let mut socket = self.greet(&self.hello(Some(self.ticket)));
        socket.expect_welcome();
        socket
    }

    /// A reconnect after `event` events were sent and `batch` batches applied, up to its welcome.
    pub(crate) fn reconnect_after(&self, event: u32, batch: u32) -> Socket {
        let mut socket = self.greet(&self.hello_after(None, event, batch));
        socket.seq = event as u8;
        socket.expect_welcome();
        socket
    }

    /// A reconnect of a page that nothing has happened on.
    pub(crate) fn reconnect(&self) -> Socket {
        self.reconnect_after(0, 0)
    }
}

pub(crate) fn encode(frame: &ClientFrame<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    frame.encode(&mut bytes);
    bytes
}

/// What a socket brought.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Heard {
    Frame(Vec<u8>),
    Close(u16, String),
    /// The connection ended without a close frame.
    Gone,
}

pub(crate) struct Socket {
    pub(crate) socket: WebSocket<TcpStream>,
    seq: u8,
}

impl Socket {
    pub(crate) fn send(&mut self, frame: &[u8]) {
        self.send_message(Message::Binary(frame.to_vec().into()));
    }

    /// The server may have closed already; what matters is what it says.
    pub(crate) fn send_message(&mut self, message: Message) {
        let _ = self.socket.send(message);
    }

    pub(crate) fn hear(&mut self) -> Heard {
        loop {
            match self.socket.read() {
                Ok(Message::Binary(frame)) => return Heard::Frame(frame.to_vec()),
                Ok(Message::Close(Some(close))) => {
                    // The answer to the close frame goes out with the next read.
                    let _ = self.socket.read();
                    return Heard::Close(close.code.into(), close.reason.to_string());
                }
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(other) => panic!("unexpected: {other:?}"),
                Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::WouldBlock => {
                    panic!("the server is silent")
                }
                Err(_) => return Heard::Gone,
            }
        }
    }

    pub(crate) fn expect_welcome(&mut self) {
        match self.hear() {
            Heard::Frame(frame) => {
                let welcome = ServerFrame::decode(&frame);
                assert!(
                    matches!(welcome, Ok(ServerFrame::Welcome(_))),
                    "{welcome:?}"
                );
            }
            other => panic!("no welcome: {other:?}"),
        }
    }

    pub(crate) fn expect_refresh(&mut self, wanted: RefreshReason) {
        match self.hear() {
            Heard::Frame(frame) => {
                assert_eq!(
                    ServerFrame::decode(&frame),
                    Ok(ServerFrame::Refresh { reason: wanted })
                );
            }
            other => panic!("no refresh: {other:?}"),
        }
        assert_eq!(self.expect_close(), 1008);
    }

    /// A fatal error, then the close frame.
    pub(crate) fn expect_fatal(&mut self, wanted: ErrorCode, close: u16) {
        match self.hear() {
            Heard::Frame(frame) => {
                let decoded = ServerFrame::decode(&frame);
                assert!(
                    matches!(decoded, Ok(ServerFrame::Error { code, .. }) if code == wanted),
                    "{decoded:?}"
                );
            }
            other => panic!("no fatal error: {other:?}"),
        }
        assert_eq!(self.expect_close(), close);
    }

    /// Skips frames up to the close frame and answers its code.
    pub(crate) fn expect_close(&mut self) -> u16 {
        loop {
            match self.hear() {
                Heard::Frame(_) => {}
                Heard::Close(code, _) => return code,
                Heard::Gone => panic!("the connection ended without a close frame"),
            }
        }
    }

    /// Sends a click on the test component's counting button.
    pub(crate) fn click(&mut self) {
        self.click_on(super::component::BUTTON);
    }

    pub(crate) fn click_on(&mut self, at: (u32, u32)) {
        self.send_event(at, Payload::None);
    }

    /// The next event has the number after this.
    pub(crate) fn count_from(&mut self, seq: u8) {
        self.seq = seq;
    }

    pub(crate) fn send_event(&mut self, (block, slot): (u32, u32), payload: Payload<'_>) {
        self.seq = self.seq.wrapping_add(1);
        self.send(&encode(&ClientFrame::Event {
            seq: self.seq,
            ack: 0,
            block,
            slot,
            payload,
        }));
    }

    /// Waits until the click of this number is answered, by whatever it changed.
    pub(crate) fn expect_answer(&mut self) -> Vec<u8> {
        loop {
            let Heard::Frame(frame) = self.hear() else {
                panic!("no answer to a click")
            };
            match ServerFrame::decode(&frame).expect("a frame") {
                ServerFrame::Patch { ack, .. } | ServerFrame::Ack { ack } if ack == self.seq => {
                    return frame;
                }
                ServerFrame::Patch { .. } | ServerFrame::Ack { .. } => {}
                other => panic!("unexpected: {other:?}"),
            }
        }
    }
}

/// Whether a frame carries this text somewhere.
pub(crate) fn contains(frame: &[u8], text: &[u8]) -> bool {
    frame.windows(text.len()).any(|window| window == text)
}

/// Waits until a cause has been counted `count` times.
pub(crate) fn expect_count(server: &Server, cause: Cause, count: u64) {
    wait_until(
        || server.counters().get(cause) >= count,
        || {
            format!(
                "{cause:?} is not {count}: {:?}",
                server.counters().nonzero()
            )
        },
    );
    assert_eq!(server.counters().get(cause), count, "{cause:?}");
}

pub(crate) fn wait_until(is_so: impl Fn() -> bool, or_else: impl Fn() -> String) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < PATIENCE, "{}", or_else());
        std::thread::sleep(Duration::from_millis(2));
    }
}
