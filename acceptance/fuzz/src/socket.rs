//! A worker's WebSocket, with any bytes after the upgrade: the driver as a server runs it, on a stream in memory and on paused
//! time.
//!
//! The input is a program of what comes over the stream: bytes, WebSocket frames with wrong heads, frames of the protocol in
//! whole, in pieces and one byte at a time; pauses; a browser that does not read; connections that break, and others after
//! them. Whatever it is, what the server writes is a sequence of whole, unmasked WebSocket frames that hold frames of the
//! protocol; nothing panics; a connection that has gone is let go; and a browser that comes afterwards is served as ever.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::runtime::{Builder, LocalOptions};
use tokio::time::{sleep, timeout};
use vango_protocol::{ClientFrame, Hello, ServerFrame, VERSION};
use vango_server::driver::{Cause, Limits, Solo, SoloPage};

use crate::alarm::{self, Thread};
use crate::app::{World, root, services};
use crate::session::MOST_BYTES;
use crate::source::Source;

/// The browser whose cookie comes with each socket.
const BROWSER: [u8; 16] = [9; 16];

/// What the stream holds before a writer waits.
const BUFFER_BYTES: usize = 4 * 1024;

/// Steps of one input.
const MOST_STEPS: usize = 48;

/// Pauses: none, within all limits, longer than a greeting may take, than a ping's interval, than twice that.
const SPANS_MS: [u64; 6] = [0, 1, 1_000, 6_000, 31_000, 62_000];

/// Longer than a close may take.
const GONE_MS: u64 = 20_000;

/// Runs the program that `bytes` are.
pub fn socket(bytes: &[u8]) {
    alarm::install();
    alarm::clear();
    let runtime = Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build_local(LocalOptions::default())
        .expect("a runtime without I/O can be made");
    runtime.block_on(drive(&mut Source::new(bytes)));
    drop(runtime);
    alarm::check(Thread::Any);
}

async fn drive(source: &mut Source<'_>) {
    let world = Arc::new(World::default());
    let solo = Solo::start(Limits::default(), services(world), 1, 0);
    let number = source.byte();
    let page = open(&solo, number).await;
    let mut line = Line::connect(&solo, &page);
    let mut greeted = false;
    for _ in 0..MOST_STEPS {
        if source.is_empty() {
            break;
        }
        match source.choose(16) {
            0 => line.write(source.bytes()).await,
            1..=7 => {
                let frame = frame(source, &page, &mut greeted);
                line.write(&frame).await;
            }
            8 => {
                let payload = payload(source, &page, &mut greeted);
                for byte in websocket(source, &payload) {
                    line.write(&[byte]).await;
                }
            }
            9 => {
                let ms = SPANS_MS[source.choose(SPANS_MS.len())];
                sleep(Duration::from_millis(ms)).await;
            }
            10 => line.reads = !line.reads,
            11 => line.finish().await,
            12 => {
                line.check();
                greeted = true;
                line = Line::connect(&solo, &page);
            }
            13 => line.write(&head(source)).await,
            _ => {
                let hello = greeting(&page, !greeted);
                greeted = true;
                line.write(&masked(0x82, &hello)).await;
            }
        }
        line.read().await;
    }
    line.check();
    drop(line);
    check(&solo, number).await;
}

async fn open(solo: &Solo, number: u8) -> SoloPage {
    let invocation = root(number);
    let opened = solo.open(Arc::new(invocation), "/", BROWSER).await;
    opened.expect("there is room for a page")
}

/// What holds when the connection has gone, whatever came over it.
async fn check(solo: &Solo, number: u8) {
    sleep(Duration::from_millis(GONE_MS)).await;
    let census = solo.census();
    assert_eq!(census.attached, 0, "nobody is there any more");
    assert!(census.bytes <= MOST_BYTES, "{census:?}");
    let counters = solo.counters();
    for cause in [Cause::SessionPanicked, Cause::ReportPanicked] {
        assert_eq!(counters.get(cause), 0, "{}", cause.name());
    }
    let page = open(solo, number).await;
    let mut line = Line::connect(solo, &page);
    line.write(&masked(0x82, &greeting(&page, true))).await;
    let mut ping = Vec::new();
    ClientFrame::Ping.encode(&mut ping);
    line.write(&masked(0x82, &ping)).await;
    line.read().await;
    let frames = frames(&line.heard).0;
    let is = |at: usize, wanted: fn(&ServerFrame<'_>) -> bool| {
        let frame = frames
            .get(at)
            .map(|(_, payload)| ServerFrame::decode(payload));
        assert!(
            matches!(&frame, Some(Ok(frame)) if wanted(frame)),
            "{frame:?} at {at}"
        );
    };
    is(0, |frame| matches!(frame, ServerFrame::Welcome(_)));
    is(frames.len() - 1, |frame| matches!(frame, ServerFrame::Pong));
}

/// A browser's end of one connection.
struct Line {
    stream: DuplexStream,
    heard: Vec<u8>,
    reads: bool,
}

impl Line {
    fn connect(solo: &Solo, page: &SoloPage) -> Self {
        let (near, far) = duplex(BUFFER_BYTES);
        solo.serve(page.session, BROWSER, far);
        Self {
            stream: near,
            heard: Vec::new(),
            reads: true,
        }
    }

    /// Writes as far as the server reads.
    async fn write(&mut self, bytes: &[u8]) {
        // An end that is closed takes nothing, and one that waits for us to read takes nothing now.
        let _ = timeout(Duration::from_millis(1), self.stream.write_all(bytes)).await;
    }

    async fn finish(&mut self) {
        let _ = timeout(Duration::from_millis(1), self.stream.shutdown()).await;
    }

    /// Reads what is there.
    async fn read(&mut self) {
        let wait = Duration::from_millis(1);
        while self.reads
            && let Ok(Ok(read)) = timeout(wait, self.stream.read_buf(&mut self.heard)).await
            && read > 0
        {}
    }

    /// What was heard is whole frames, and perhaps the beginning of one that is under way.
    fn check(&self) {
        for (opcode, payload) in frames(&self.heard).0 {
            match opcode {
                2 => {
                    let frame = ServerFrame::decode(payload);
                    assert!(frame.is_ok(), "the server sent what is no frame: {frame:?}");
                }
                // An answer to a close without a reason has none.
                8 => assert!(payload.len() != 1, "a reason has two bytes at least"),
                9 | 10 => assert!(payload.len() <= 125),
                other => panic!("the server sent a WebSocket frame of the kind {other}"),
            }
        }
    }
}

/// The WebSocket frames of a server: opcode and payload; and what is left.
fn frames(mut bytes: &[u8]) -> (Vec<(u8, &[u8])>, &[u8]) {
    let mut frames = Vec::new();
    loop {
        let [first, second, rest @ ..] = bytes else {
            return (frames, bytes);
        };
        assert_eq!(first & 0xf0, 0x80, "whole, and without extensions");
        assert_eq!(second & 0x80, 0, "a server masks nothing");
        let wide = match second {
            126 => 2,
            127 => 8,
            _ => 0,
        };
        let Some((len, rest)) = rest.split_at_checked(wide) else {
            return (frames, bytes);
        };
        let len = match len {
            [] => usize::from(*second),
            digits => digits
                .iter()
                .fold(0, |len, digit| len << 8 | usize::from(*digit)),
        };
        let Some((payload, rest)) = rest.split_at_checked(len) else {
            return (frames, bytes);
        };
        frames.push((first & 0x0f, payload));
        bytes = rest;
    }
}

fn greeting(page: &SoloPage, first: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let hello = Hello {
        version: VERSION,
        session: page.session,
        state: 0,
        secret: page.secret,
        ticket: first.then_some(page.ticket),
        path: "/",
        build: 1,
        batch: 0,
        event: 0,
        blocks: 0,
        templates: 0,
        previous: "",
    };
    ClientFrame::Hello(hello).encode(&mut bytes);
    bytes
}

/// A frame of the protocol, or nearly: a greeting with some bytes changed, or any bytes.
fn payload(source: &mut Source<'_>, page: &SoloPage, greeted: &mut bool) -> Vec<u8> {
    if source.choose(4) != 0 {
        return source.bytes().to_vec();
    }
    let mut bytes = greeting(page, !*greeted);
    *greeted = true;
    for _ in 0..source.choose(3) {
        let at = source.choose(bytes.len());
        bytes[at] = source.byte();
    }
    bytes
}

fn frame(source: &mut Source<'_>, page: &SoloPage, greeted: &mut bool) -> Vec<u8> {
    let payload = payload(source, page, greeted);
    websocket(source, &payload)
}

/// In a WebSocket frame of mostly the right kind.
fn websocket(source: &mut Source<'_>, payload: &[u8]) -> Vec<u8> {
    // Binary; its first, middle and last piece; text; close, ping, pong; reserved bits and kinds.
    const FIRST: [u8; 16] = [
        0x82, 0x82, 0x82, 0x82, 0x82, 0x02, 0x00, 0x80, 0x81, 0x88, 0x89, 0x8a, 0xc2, 0x83, 0x8b,
        0x09,
    ];
    masked(FIRST[source.choose(FIRST.len())], payload)
}

fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![first];
    match u8::try_from(payload.len()) {
        Ok(len @ ..=125) => bytes.push(0x80 | len),
        _ => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&(payload.len() as u16).to_be_bytes());
        }
    }
    // A mask of zeros is one.
    bytes.extend_from_slice(&[0; 4]);
    bytes.extend_from_slice(payload);
    bytes
}

/// The head of a frame that says it is very long, in more digits than it needs, or not masked.
fn head(source: &mut Source<'_>) -> Vec<u8> {
    let len = u64::from(source.number()) << source.choose(33);
    let mut bytes = vec![0x82];
    match source.choose(4) {
        0 => bytes.extend_from_slice(&[0x80 | 127, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        1 => bytes.push((len % 126) as u8),
        2 => {
            bytes.push(0x80 | 126);
            bytes.extend_from_slice(&(len as u16).to_be_bytes());
        }
        _ => {
            bytes.push(0x80 | 127);
            bytes.extend_from_slice(&len.to_be_bytes());
        }
    }
    bytes.extend_from_slice(&[0; 4]);
    bytes
}
