//! What comes on a socket that has been welcomed.

use std::io::Write;
use std::time::{Duration, Instant};

use tokio_tungstenite::tungstenite::Message;
use vango_protocol::limits::MAX_VALUE_BYTES;
use vango_protocol::{ClientFrame, Payload};
use vango_server::Cause;

use super::super::browser::{Heard, PATIENCE, Socket, encode, expect_count};
use super::super::component::{BUTTON, FIELD, PLACE, TOGGLES, VANISHES};
use super::{Answer, Ground, effect, verdict};

const TEXT_BYTES: usize = 10 * 1024 * 1024;
const PART_BYTES: usize = 64 * 1024;

/// First bytes of frames: final or not, and which kind.
const FRAGMENT: u8 = 0x02;
const CONTINUATION: u8 = 0x00;
const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;
const COMPRESSED_BINARY: u8 = 0xc2;
const RESERVED: u8 = 0x83;
const PING: u8 = 0x89;

/// A frame's header for so many bytes, under the mask zero.
pub(super) fn header(first: u8, len: u64) -> Vec<u8> {
    let mut header = vec![first];
    match len {
        0..126 => header.push(0x80 | len as u8),
        126..65_536 => {
            header.push(0x80 | 126);
            header.extend((len as u16).to_be_bytes());
        }
        _ => {
            header.push(0x80 | 127);
            header.extend(len.to_be_bytes());
        }
    }
    header.extend([0; 4]);
    header
}

/// Bytes as they stand. The server may have closed already; what matters is what it says.
pub(super) fn write(socket: &mut Socket, bytes: &[u8]) -> bool {
    socket.socket.get_mut().write_all(bytes).is_ok()
}

fn send_raw(ground: &Ground, first: u8, payload: &[u8]) -> Answer {
    let mut socket = ground.attached();
    write(
        &mut socket,
        &[&header(first, payload.len() as u64), payload].concat(),
    );
    verdict(&mut socket)
}

fn send(ground: &Ground, frame: &[u8]) -> Answer {
    send_raw(ground, BINARY, frame)
}

fn click(seq: u8) -> Vec<u8> {
    event(seq, BUTTON, Payload::None)
}

fn event(seq: u8, (block, slot): (u32, u32), payload: Payload<'_>) -> Vec<u8> {
    encode(&ClientFrame::Event {
        seq,
        ack: 0,
        block,
        slot,
        payload,
    })
}

pub(super) fn garbage(ground: &Ground) -> Answer {
    send(ground, &[0xff; 40])
}

pub(super) fn empty(ground: &Ground) -> Answer {
    send(ground, &[])
}

pub(super) fn truncated(ground: &Ground) -> Answer {
    let whole = event(1, FIELD, typed("a text of which the end is missing"));
    send(ground, &whole[..whole.len() - 5])
}

pub(super) fn trailing(ground: &Ground) -> Answer {
    send(ground, &[click(1), vec![0]].concat())
}

fn typed(value: &str) -> Payload<'_> {
    Payload::Input {
        value,
        checked: false,
    }
}

pub(super) fn ten_megabytes(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    let part = vec![b'x'; PART_BYTES];
    write(&mut socket, &header(BINARY, TEXT_BYTES as u64));
    (0..TEXT_BYTES / PART_BYTES).all(|_| write(&mut socket, &part));
    verdict(&mut socket)
}

pub(super) fn ten_megabytes_in_parts(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    let part = vec![b'x'; PART_BYTES];
    (0..TEXT_BYTES / PART_BYTES).all(|nth| {
        let first = if nth == 0 { FRAGMENT } else { CONTINUATION };
        write(&mut socket, &header(first, PART_BYTES as u64)) && write(&mut socket, &part)
    });
    verdict(&mut socket)
}

pub(super) fn long_value(ground: &Ground) -> Answer {
    let mut socket = ground.attached_at("/vanishing");
    let value = "x".repeat(MAX_VALUE_BYTES + 1);
    socket.send_event(FIELD, typed(&value));
    verdict(&mut socket)
}

pub(super) fn boundless(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    write(&mut socket, &header(BINARY, 1 << 62));
    verdict(&mut socket)
}

pub(super) fn replayed(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    for _ in 0..3 {
        socket.click();
        socket.expect_answer();
    }
    (1..=3).for_each(|seq| socket.send(&click(seq)));
    expect_count(&ground.server, Cause::EventDuplicate, 3);
    counted(&mut socket, b'4')
}

/// One more click, and what the page shows then.
fn counted(socket: &mut Socket, shows: u8) -> Answer {
    socket.click();
    loop {
        let answer = socket.expect_answer();
        // Those that were ignored are acknowledged with the same number.
        if answer.len() > 2 {
            assert!(answer.contains(&shows), "{answer:?}");
            return Answer::Served;
        }
    }
}

pub(super) fn duplicated(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    for seq in 1..=20 {
        socket.send(&click(seq));
        socket.send(&click(seq));
    }
    socket.count_from(20);
    socket.click();
    let mut last = socket.expect_answer();
    while last.len() <= 2 {
        last = socket.expect_answer();
    }
    assert!(last.windows(2).any(|two| two == b"21"), "{last:?}");
    Answer::Served
}

pub(super) fn reordered(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    socket.send(&click(2));
    socket.send(&click(1));
    verdict(&mut socket)
}

fn ignored(socket: &mut Socket, at: (u32, u32), payload: Payload<'_>) -> Answer {
    socket.send_event(at, payload);
    effect(socket)
}

pub(super) fn forged_handler(ground: &Ground) -> Answer {
    ignored(&mut ground.attached_at("/vanishing"), PLACE, Payload::None)
}

pub(super) fn forged_block(ground: &Ground) -> Answer {
    let nowhere = (u32::MAX, BUTTON.1);
    ignored(
        &mut ground.attached_at("/vanishing"),
        nowhere,
        Payload::None,
    )
}

pub(super) fn removed(ground: &Ground) -> Answer {
    let mut socket = ground.attached_at("/vanishing");
    socket.click_on(TOGGLES);
    assert_eq!(effect(&mut socket), Answer::Served);
    ignored(&mut socket, VANISHES, Payload::None)
}

pub(super) fn other_payload(ground: &Ground) -> Answer {
    ignored(&mut ground.attached_at("/vanishing"), FIELD, Payload::Focus)
}

pub(super) fn forged_acks(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    for ack in [1, 127, 128, 255] {
        socket.send(&encode(&ClientFrame::Ack { ack }));
    }
    socket.click();
    effect(&mut socket)
}

pub(super) fn resyncs(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    for _ in 0..8 {
        socket.send(&encode(&ClientFrame::Resync { ack: 0, block: 0 }));
    }
    verdict(&mut socket)
}

pub(super) fn second_hello(ground: &Ground) -> Answer {
    let tab = ground.tab();
    let mut socket = tab.attach();
    socket.send(&tab.hello(Some(tab.ticket)));
    verdict(&mut socket)
}

/// Sends `part` until a million frames have gone, or nobody takes them.
fn flood(ground: &Ground, frame: &[u8]) -> Answer {
    const FRAMES: usize = 1_000_000;
    const AT_ONCE: usize = 5_000;
    let mut socket = ground.attached();
    let part = frame.repeat(AT_ONCE);
    (0..FRAMES / AT_ONCE).all(|_| write(&mut socket, &part));
    verdict(&mut socket)
}

pub(super) fn million(ground: &Ground) -> Answer {
    let ping = encode(&ClientFrame::Ping);
    flood(ground, &[header(BINARY, ping.len() as u64), ping].concat())
}

pub(super) fn million_pings(ground: &Ground) -> Answer {
    flood(ground, &header(PING, 0))
}

pub(super) fn text(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    socket.send_message(Message::Text("{\"event\": 1}".into()));
    verdict(&mut socket)
}

pub(super) fn broken_text(ground: &Ground) -> Answer {
    send_raw(ground, TEXT, &[0xc3, 0x28])
}

pub(super) fn unmasked(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    write(&mut socket, &[BINARY, 1, 4]);
    verdict(&mut socket)
}

/// 8 KB that would be 8 MB.
pub(super) fn compressed(ground: &Ground) -> Answer {
    send_raw(ground, COMPRESSED_BINARY, &[0; 8_192])
}

pub(super) fn reserved(ground: &Ground) -> Answer {
    send_raw(ground, RESERVED, &click(1))
}

pub(super) fn large_ping(ground: &Ground) -> Answer {
    send_raw(ground, PING, &[0; 126])
}

pub(super) fn stray_fragment(ground: &Ground) -> Answer {
    send_raw(ground, CONTINUATION | 0x80, &click(1))
}

/// Keeps sending `bytes` with these pauses, until the server takes no more or patience ends.
fn pour(socket: &mut Socket, bytes: &[u8], pause: Duration) -> Answer {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if !write(socket, bytes) {
            return Answer::Dropped;
        }
        std::thread::sleep(pause);
    }
    Answer::Served
}

pub(super) fn endless_fragments(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    write(&mut socket, &header(FRAGMENT, 0));
    let fragments = header(CONTINUATION, 0).repeat(1_000);
    pour(&mut socket, &fragments, Duration::ZERO)
}

pub(super) fn slow_frame(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    write(&mut socket, &header(BINARY, PART_BYTES as u64));
    pour(&mut socket, &[0], Duration::from_millis(10))
}

pub(super) fn half_open(ground: &Ground) -> Answer {
    let mut socket = ground.attached();
    expect_count(&ground.server, Cause::Unresponsive, 1);
    // A ping stands there, and the end of the stream.
    assert_eq!(socket.hear(), Heard::Gone);
    Answer::Dropped
}

pub(super) fn deaf(ground: &Ground) -> Answer {
    const CLICKS: usize = 300;
    let mut socket = ground.attached_at("/wide");
    (0..CLICKS).for_each(|_| socket.click());
    expect_count(&ground.server, Cause::Unresponsive, 1);
    // What the kernel had taken by then may be read; then it is over.
    verdict(&mut socket)
}
