//! The corpus of hostile cases: what somebody may send, what the answer is, and which counter says that it happened.
//!
//! [`table`] is the whole of it, a row a case; `frame`, `handshake` and `request` do what the rows say, on real sockets;
//! `walk` walks the table on a server for each row and checks answer, counters, memory and what neighbours notice.
//!
//! Invariant: a case has exactly one answer and moves exactly its own counters, besides those of ordinary traffic. Where
//! another test looks at the same thing more closely the row names it. Deliberately not here: how long well-behaved
//! sessions wait meanwhile. That is a figure and no test (`bench/hostile`).

mod frame;
mod handshake;
mod request;
mod table;
mod walk;

use std::time::Duration;

use vango_protocol::{ErrorCode, RefreshReason, ServerFrame};
use vango_server::{App, Cause, Limits, Server};

use super::browser::{Heard, Socket, Tab, load, load_at};
use super::component::{Counter, Vanishing, Wide};

/// One row.
pub(crate) struct Case {
    /// What is sent.
    sent: &'static str,
    attack: fn(&Ground) -> Answer,
    answer: Answer,
    /// The counters that move, and by how much.
    counts: &'static [(Cause, Times)],
    /// What the server is configured with for this case, so that it needn't take a minute.
    limits: fn(Limits) -> Limits,
    /// Tests of this directory that look closer, as `file.rs name`.
    closer: &'static [&'static str],
}

/// What the sender is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// An HTTP status.
    Status(u16),
    /// A close frame with this code: the client may come again.
    Close(u16),
    /// An error frame that tells the client to stop, then a close frame with this code.
    Fatal(ErrorCode, u16),
    /// A request to load the page anew, then a close frame with 1008.
    Refresh(RefreshReason),
    /// The event is acknowledged; nothing has changed.
    Ignored,
    /// As for anybody else.
    Served,
    /// The connection is closed without a word: nobody would hear it.
    Dropped,
}

/// How often a counter moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Times {
    Exactly(u64),
    AtLeast(u64),
}

use Times::{AtLeast, Exactly};

/// What well-behaved visitors move as well, and what follows from a socket's end.
const ORDINARY: &[Cause] = &[
    Cause::PageOpened,
    Cause::Attached,
    Cause::Detached,
    Cause::Resumed,
    Cause::Left,
    Cause::Hibernated,
    Cause::FrameReceived,
    Cause::FrameLate,
    Cause::SocketTravelled,
];

/// The server that a case is tried on.
struct Ground {
    server: Server,
}

impl Ground {
    fn new(case: &Case) -> Self {
        let app = App::new()
            .page("/", Counter)
            .page("/vanishing", Vanishing)
            .page("/wide", Wide)
            .trusted_proxies(["127.0.0.1"])
            .allowed_hosts(["127.0.0.1"]);
        // Two, so that some sockets travel; whatever harms a worker harms one of the neighbours.
        let app = app.workers(2).limits((case.limits)(Limits::default()));
        Self {
            server: app.start().expect("a free port"),
        }
    }

    fn tab(&self) -> Tab {
        load(&self.server, "/")
    }

    fn attached(&self) -> Socket {
        self.tab().attach()
    }

    /// A page of its own at this path, with its socket.
    fn attached_at(&self, path: &str) -> Socket {
        load_at(self.server.addr(), path).attach()
    }

    fn count(&self, cause: Cause) -> u64 {
        self.server.counters().get(cause)
    }
}

/// How a socket ends: skips whatever is shown before.
fn verdict(socket: &mut Socket) -> Answer {
    let mut said = None;
    loop {
        match socket.hear() {
            Heard::Frame(frame) => {
                match ServerFrame::decode(&frame).expect("the server's frames are frames") {
                    ServerFrame::Error { code, .. } => said = Some(Answer::Fatal(code, 0)),
                    ServerFrame::Refresh { reason } => said = Some(Answer::Refresh(reason)),
                    _ => {}
                }
            }
            Heard::Close(code, _) => {
                return match said {
                    Some(Answer::Fatal(error, _)) => Answer::Fatal(error, code),
                    Some(answer) => answer,
                    None => Answer::Close(code),
                };
            }
            Heard::Gone => return Answer::Dropped,
        }
    }
}

/// Waits for the answer to the event that was sent last.
fn effect(socket: &mut Socket) -> Answer {
    let answer = socket.expect_answer();
    match ServerFrame::decode(&answer) {
        Ok(ServerFrame::Ack { .. }) => Answer::Ignored,
        Ok(ServerFrame::Patch { .. }) => Answer::Served,
        other => panic!("unexpected: {other:?}"),
    }
}

/// Longer than a pause of a busy machine, shorter than a test may take.
const SOON: Duration = Duration::from_millis(600);

const fn soon_ms() -> u64 {
    SOON.as_millis() as u64
}
