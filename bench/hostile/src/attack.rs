//! The attacks: what is sent, and how much of it. Each is bounded in rate, count and time, and answers how often it did
//! what it does. Sockets that it needs are opened before its time begins.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::Result;
use bench_memory::frame;
use bench_visitor::Visitor;
use bench_visitor::visitor::connect;

use crate::pace::Pace;

pub(crate) struct Attack {
    pub(crate) name: &'static str,
    /// For a figure's conditions.
    pub(crate) what: &'static str,
    pub(crate) run: fn(SocketAddr, Go) -> Result<usize>,
}

/// When an attack begins, and how long it goes on.
pub(crate) struct Go(pub(crate) Duration);

impl Go {
    /// Tells who measures that it begins; answers when it is over.
    fn start(self) -> Instant {
        println!("{READY}");
        Instant::now() + self.0
    }
}

/// The line that an attacker prints when it begins.
pub(crate) const READY: &str = "ready";

#[rustfmt::skip]
pub(crate) const ATTACKS: &[Attack] = &[
    Attack { name: "garbage", what: "100 pages a second whose first frame after the welcome is garbage", run: garbage },
    Attack { name: "forged", what: "3,200 events a second for handlers that are not there, on 32 sockets", run: forged },
    Attack { name: "flood", what: "20 sockets a second that send 50,000 frames each", run: flood },
    Attack { name: "oversized", what: "4 texts of 10 MB a second", run: oversized },
    Attack { name: "fragments", what: "8 sockets with 500,000 empty fragments a second in all", run: fragments },
    Attack { name: "origin", what: "400 upgrades a second from another origin", run: origin },
    Attack { name: "slow-heads", what: "1,000 connections whose request comes a byte a second", run: slow_heads },
    Attack { name: "slow-frames", what: "500 sockets whose frame comes a byte a second", run: slow_frames },
    Attack { name: "half-open", what: "500 sockets that open and say nothing", run: half_open },
    Attack { name: "visits", what: "400 pages a second whose socket never comes", run: visits },
    Attack { name: "deaf", what: "16 sockets with 50 clicks a second each that read no answer of 20 KB", run: deaf },
];

const PAGE: &str = "/counter";

fn garbage(address: SocketAddr, go: Go) -> Result<usize> {
    let mut pace = Pace::new(100, go.start());
    let mut done = 0;
    while pace.beat() {
        let mut visitor = Visitor::open(address, PAGE)?;
        visitor.send_raw(&frame::binary(&[0xff; 40]))?;
        done += 1;
    }
    Ok(done)
}

fn crowd(address: SocketAddr, path: &str, count: usize) -> Result<Vec<Visitor>> {
    (0..count).map(|_| Visitor::open(address, path)).collect()
}

fn forged(address: SocketAddr, go: Go) -> Result<usize> {
    let mut visitors = crowd(address, PAGE, 32)?;
    let mut pace = Pace::new(100, go.start());
    let (mut done, mut seq) = (0, 0_u8);
    while pace.beat() {
        seq = seq.wrapping_add(1);
        for visitor in &mut visitors {
            // Event, its number, nothing acknowledged, block 99 (which is not there), slot 0, no payload.
            visitor.send_raw(&frame::binary(&[1, seq, 0, 99, 0, 0]))?;
            visitor.discard()?;
            done += 1;
        }
    }
    Ok(done)
}

fn flood(address: SocketAddr, go: Go) -> Result<usize> {
    const FRAMES: usize = 50_000;
    let part = frame::binary(&[4]).repeat(FRAMES / 50);
    let mut pace = Pace::new(20, go.start());
    let mut done = 0;
    while pace.beat() {
        let mut visitor = Visitor::open(address, PAGE)?;
        // The server closes before the end, as it should.
        let _all_was_taken = (0..50).all(|_| visitor.send_raw(&part).is_ok());
        done += 1;
    }
    Ok(done)
}

fn oversized(address: SocketAddr, go: Go) -> Result<usize> {
    const BYTES: usize = 10 * 1024 * 1024;
    let part = vec![b'x'; 64 * 1024];
    let mut header = vec![0x82, 0x80 | 127];
    header.extend((BYTES as u64).to_be_bytes());
    header.extend([0; 4]);
    let mut pace = Pace::new(4, go.start());
    let mut done = 0;
    while pace.beat() {
        let mut visitor = Visitor::open(address, PAGE)?;
        visitor.send_raw(&header)?;
        let _all_was_taken = (0..BYTES / part.len()).all(|_| visitor.send_raw(&part).is_ok());
        done += 1;
    }
    Ok(done)
}

fn fragments(address: SocketAddr, go: Go) -> Result<usize> {
    const AT_ONCE: usize = 625;
    let mut visitors = crowd(address, PAGE, 8)?;
    for visitor in &mut visitors {
        // The first fragment of a message, and of no length.
        visitor.send_raw(&[0x02, 0x80, 0, 0, 0, 0])?;
    }
    let part = [0x00, 0x80, 0, 0, 0, 0].repeat(AT_ONCE);
    let mut pace = Pace::new(100, go.start());
    let mut done = 0;
    while pace.beat() {
        for visitor in &mut visitors {
            visitor.send_raw(&part)?;
            done += AT_ONCE;
        }
    }
    Ok(done)
}

fn origin(address: SocketAddr, go: Go) -> Result<usize> {
    let mut pace = Pace::new(400, go.start());
    let mut done = 0;
    while pace.beat() {
        let mut stream = connect(address)?;
        write!(
            stream,
            "GET /_vango/live/10000 HTTP/1.1\r\nHost: {address}\r\nOrigin: http://evil.example\r\n\
             Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )?;
        let mut status = [0; 13];
        stream.read_exact(&mut status)?;
        anyhow::ensure!(&status == b"HTTP/1.1 403 ", "it was let in");
        done += 1;
    }
    Ok(done)
}

/// A byte a second on each of them, spread over the second.
fn drip(streams: &mut [impl FnMut(u8) -> bool], text: &[u8], until: Instant) -> usize {
    const PARTS: usize = 20;
    let count = streams.len();
    let mut done = 0;
    let mut second = 0;
    while Instant::now() < until {
        let byte = text[second % text.len()];
        second += 1;
        for part in streams.chunks_mut(count.div_ceil(PARTS)) {
            let sent = part.iter_mut().filter_map(|send| send(byte).then_some(()));
            done += sent.count();
            std::thread::sleep(Duration::from_secs(1) / PARTS as u32);
            if Instant::now() >= until {
                return done;
            }
        }
    }
    done
}

fn slow_heads(address: SocketAddr, go: Go) -> Result<usize> {
    let streams: Vec<TcpStream> = (0..1_000)
        .map(|_| connect(address))
        .collect::<Result<_>>()?;
    let mut streams: Vec<_> = streams
        .into_iter()
        .map(|mut stream| move |byte: u8| stream.write_all(&[byte]).is_ok())
        .collect();
    Ok(drip(&mut streams, b"GET / HTTP/1.1", go.start()))
}

fn slow_frames(address: SocketAddr, go: Go) -> Result<usize> {
    let visitors = crowd(address, PAGE, 500)?;
    let mut streams: Vec<_> = visitors
        .into_iter()
        .map(|mut visitor| move |byte: u8| visitor.send_raw(&[byte]).is_ok())
        .collect();
    Ok(drip(
        &mut streams,
        &[0x82, 0xfe, 0xff, 0xff, 0, 0, 0, 0, 1],
        go.start(),
    ))
}

fn half_open(address: SocketAddr, go: Go) -> Result<usize> {
    let visitors = crowd(address, PAGE, 500)?;
    std::thread::sleep(go.start().saturating_duration_since(Instant::now()));
    Ok(visitors.len())
}

fn visits(address: SocketAddr, go: Go) -> Result<usize> {
    let mut pace = Pace::new(400, go.start());
    let mut done = 0;
    while pace.beat() {
        Visitor::load(address, PAGE)?;
        done += 1;
    }
    Ok(done)
}

fn deaf(address: SocketAddr, go: Go) -> Result<usize> {
    let mut visitors = crowd(address, "/list/1000", 16)?;
    let update = bench_visitor::Find::test_id("update");
    let mut pace = Pace::new(50, go.start());
    let mut done = 0;
    while pace.beat() {
        for visitor in &mut visitors {
            for event in visitor.client.click(&update)? {
                // Its own send buffer is full when the server reads no more.
                if visitor.send_if_taken(&frame::binary(&event))? {
                    done += 1;
                }
            }
        }
    }
    Ok(done)
}
