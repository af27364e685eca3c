//! A page and its socket, by hand: nothing of what is measured may come from a client library.

use std::io::{Read, Write};
use std::net::TcpStream;

use base64::Engine as _;
use vango::Server;
use vango_protocol::{Boot, ClientFrame, Hello, Payload, VERSION};

fn request(server: &Server, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.addr()).expect("the server listens");
    let host = server.addr();
    let request = format!("{text}\r\nHost: {host}\r\nOrigin: http://{host}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("it is sent");
    stream
}

/// The socket of a page, after its welcome.
pub(crate) struct Socket {
    stream: TcpStream,
    seq: u8,
}

impl Socket {
    /// Loads a page and opens its socket, up to the welcome.
    pub(crate) fn open(server: &Server, path: &str) -> Self {
        let mut page = String::new();
        request(server, &format!("GET {path} HTTP/1.1\r\nConnection: close"))
            .read_to_string(&mut page)
            .expect("a page");
        let between = |start: &str, end: &str| {
            let at = page.find(start).expect(start) + start.len();
            page[at..at + page[at..].find(end).expect(end)].to_owned()
        };
        let cookie = between("set-cookie: ", ";");
        let boot = base64::engine::general_purpose::STANDARD
            .decode(between("id=\"vango-boot\">", "<"))
            .expect("base64");
        let head = Boot::decode(&boot).expect("boot data").head;
        let mut stream = request(
            server,
            &format!(
                "GET {} HTTP/1.1\r\nCookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
                 Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: vango.1",
                head.socket
            ),
        );
        read_until(&mut stream, b"\r\n\r\n");
        let mut socket = Self { stream, seq: 0 };
        let mut hello = Vec::new();
        ClientFrame::Hello(Hello {
            version: VERSION,
            session: head.session,
            state: 0,
            secret: head.secret,
            ticket: Some(head.ticket),
            path,
            build: head.build,
            batch: 0,
            event: 0,
            blocks: 0,
            templates: 0,
            previous: "",
        })
        .encode(&mut hello);
        socket.send(&hello);
        socket.receive();
        socket
    }

    /// Clicks on the button in this slot of this block, acknowledges everything up to `ack`, and waits for the answer.
    pub(crate) fn click(&mut self, (block, slot): (u32, u32), ack: u8) {
        self.seq = self.seq.wrapping_add(1);
        let mut frame = Vec::new();
        ClientFrame::Event {
            seq: self.seq,
            ack,
            block,
            slot,
            payload: Payload::None,
        }
        .encode(&mut frame);
        self.send(&frame);
        self.receive();
    }

    /// As [`click`](Self::click), where every click has an answer and all of those before have come.
    pub(crate) fn click_and_acknowledge(&mut self, at: (u32, u32)) {
        self.click(at, self.seq);
    }

    /// One masked binary frame of fewer than 126 bytes; the mask is zero.
    fn send(&mut self, frame: &[u8]) {
        let length = u8::try_from(frame.len()).expect("a short frame");
        assert!(length < 126);
        let mut bytes = vec![0x82, 0x80 | length, 0, 0, 0, 0];
        bytes.extend_from_slice(frame);
        self.stream.write_all(&bytes).expect("it is sent");
    }

    /// One frame of fewer than 65,536 bytes.
    fn receive(&mut self) {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).expect("a frame");
        let length = match head[1] {
            126 => {
                let mut length = [0; 2];
                self.stream.read_exact(&mut length).expect("its length");
                u16::from_be_bytes(length)
            }
            short => {
                assert!(short < 126, "a frame of more than 65,535 bytes");
                u16::from(short)
            }
        };
        let mut body = vec![0; usize::from(length)];
        self.stream.read_exact(&mut body).expect("its body");
    }
}

fn read_until(stream: &mut TcpStream, end: &[u8]) {
    let mut read = Vec::new();
    while !read.ends_with(end) {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("more");
        read.push(byte[0]);
    }
}
