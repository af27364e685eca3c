//! What a socket's buffers keep of a long frame once it was taken: the frame is gone, the room that was made for it is not.

use std::time::Duration;

use anyhow::Result;
use bench_harness::{Figure, Server};
use bench_memory::frame;
use bench_visitor::Visitor;
use vango_protocol::{ClientFrame, Payload};

const SOCKETS: usize = 200;

/// Nearly the longest value of a form field.
const VALUE_BYTES: usize = 120 * 1024;

/// Long enough for the server to have taken everything.
const SETTLE: Duration = Duration::from_secs(2);

/// Private memory that a socket keeps after a frame of 120 KiB for a handler that is not there: nothing of it becomes
/// state, so that what is left is what the buffers keep.
pub(crate) fn figure() -> Result<Figure> {
    let server = Server::start("bench-app-vango", &["--listen", "127.0.0.1:0"], &[])?;
    let mut visitors = (0..SOCKETS)
        .map(|_| Visitor::open(server.address, "/counter"))
        .collect::<Result<Vec<_>>>()?;
    std::thread::sleep(SETTLE);
    let before = server.resident_bytes()?;
    let value = "x".repeat(VALUE_BYTES);
    let mut event = Vec::new();
    ClientFrame::Event {
        seq: 1,
        ack: 0,
        block: 99,
        slot: 0,
        payload: Payload::Input {
            value: &value,
            checked: false,
        },
    }
    .encode(&mut event);
    let event = frame::binary(&event);
    for visitor in &mut visitors {
        visitor.send_raw(&event)?;
    }
    std::thread::sleep(SETTLE);
    let kept = server.resident_bytes()?.saturating_sub(before);
    let each = kept as f64 / SOCKETS as f64 / 1024.0;
    Ok(Figure::new("hostile/kept", each, "KiB").conditions(format!(
        "private resident memory that a socket keeps after one ignored event of {} KiB; {SOCKETS} sockets",
        VALUE_BYTES / 1024
    )))
}
