//! Every bound that the driver and the server keep, in one place.
//!
//! To exceed one is answered and counted under its [`Cause`](super::Cause); it is never a crash. Counts and byte budgets
//! hold for the whole app; those of kept sessions are divided evenly between the workers, because a session lives on
//! one of them and no worker looks into another's table.

use std::sync::Arc;

use vango_protocol::limits::{MAX_CLIENT_FRAME_BYTES, MAX_SERVER_FRAME_BYTES};
use vango_runtime::reactive::StateBudget;

/// The bounds of an app. Change single ones and keep the rest:
///
/// ```
/// use vango_server::Limits;
/// let limits = Limits { frame_bytes: 16 * 1024, ..Limits::default() };
/// assert_eq!(limits.ping_interval_ms, 30_000);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// TCP connections that speak HTTP at one time. One more is closed unanswered. Default 16,384.
    pub connections: usize,
    /// Bytes of a request's head (request line and headers). More is answered 431. Default 16 KiB, at least 8 KiB.
    pub header_bytes: usize,
    /// Milliseconds a client may take to send a request's head, and to stay idle between two requests. Default 10,000.
    pub header_timeout_ms: u64,
    /// Milliseconds after which an HTTP connection gets no further request, and once more until it is dropped, however
    /// slowly its client reads. Sockets are not concerned. Default 60,000.
    pub connection_lifetime_ms: u64,
    /// Live sockets at one time. One more is answered 503. Default 65,536.
    pub sockets: usize,
    /// Bytes of one frame and of one message from the browser. More closes the socket with 1009. Default, and at most,
    /// what the protocol allows: 256 KiB.
    pub frame_bytes: usize,
    /// Frames per second that a session accepts on average. More closes the socket with 1008. Default 200.
    pub events_per_second: u32,
    /// Frames that a session accepts at once after it was quiet. Default 400.
    pub event_burst: u32,
    /// Milliseconds after the upgrade within which the first frame must have come. Default 5,000.
    pub hello_timeout_ms: u64,
    /// Milliseconds without a frame from the browser until it is pinged; after twice this time without an answer (or
    /// without taking what was sent to it) its socket is dropped and the session detached. Default 30,000.
    pub ping_interval_ms: u64,
    /// Bytes that wait for one socket to take them. More drops it; the session stays resumable. It is at least the largest
    /// frame of the protocol, or a session with such a frame could never be resumed. Default 32 MiB, and reached by
    /// nothing but a fault: while a browser doesn't take an answer its next event isn't read.
    pub outbound_bytes: usize,
    /// Milliseconds that the state of a page waits for its first socket. Default 30,000.
    pub frozen_window_ms: u64,
    /// Pages that wait for their first socket at one time; above, the oldest are dropped. Default 10,000.
    pub frozen_sessions: usize,
    /// Bytes of state that these pages may hold; above, the oldest are dropped. Default 64 MiB.
    pub frozen_bytes: usize,
    /// Milliseconds without an input after which a session gives back what a render makes again: shadow, handlers, rows.
    /// The next input costs one render of the page more. For want of memory it is a second. `u64::MAX` for never. Default
    /// 10,000.
    pub hibernate_after_ms: u64,
    /// Milliseconds that a session without a socket can be resumed. Default 300,000 (five minutes).
    pub resume_window_ms: u64,
    /// Milliseconds that a session is kept whose browser has left the page (close code 1001: the tab was closed, another page
    /// or the same one was loaded): long enough for a browser that comes back at once. Default 5,000, at most
    /// `resume_window_ms`.
    pub left_window_ms: u64,
    /// Sessions without a socket at one time; above, the oldest are dropped. Default 10,000.
    pub detached_sessions: usize,
    /// Bytes of state that these sessions may hold; above, the oldest are dropped. Default 256 MiB.
    pub detached_bytes: usize,
    /// Sessions that may belong to one client address at one time (IPv6: to one /64 network); one more page is answered
    /// 429. Loopback addresses are not counted: only this machine's own proxy or developer comes from there. Default 1,024.
    pub sessions_per_address: usize,
    /// Bytes that all sessions together may hold. Above, detached sessions are dropped, oldest first, and new pages are
    /// answered 503 until there is room again; sessions that are in use go on. Default 2 GiB.
    pub memory_bytes: usize,
    /// Bytes above `memory_bytes` by which sessions in use may still grow. Above these, pages that wait for their first
    /// socket are dropped; then the largest session in use is closed with code 1013, and the next, until the others have
    /// room. It is looked at each second. Default 512 MiB.
    pub memory_reserve_bytes: usize,
    /// Milliseconds from which on one turn of a session (a handler and the renders after it, the setup and render of a
    /// page) is counted and told to the log, with the component and event or the place that it began with. It is not
    /// interrupted: the other sessions of its worker wait until it has ended. `u64::MAX`: never. Default 100.
    pub slow_turn_ms: u64,
    /// Loads and actions of one session that are under way at one time. A load above that waits; an action is refused with
    /// `Rejection::TooManyTasks`. Default 64.
    pub tasks_per_session: usize,
    /// Milliseconds after which a load or an action that is still running is given up and reported as failed, unless it has
    /// a deadline of its own. Default 30,000.
    pub task_deadline_ms: u64,
    /// Milliseconds that a page waits for the first loads of its resources; what has not come then is shown as loading.
    /// Default 1,000.
    pub page_load_ms: u64,
    /// Bytes that one persisted value may take in the store. Default 64 KiB, at most 1 MiB.
    pub state_value_bytes: usize,
    /// Bytes that all persisted values of a session may take. Default 256 KiB.
    pub state_session_bytes: usize,
    /// Bytes that the persisted values of all sessions that the process holds may take. Default 1 GiB.
    pub state_app_bytes: usize,
    /// Milliseconds that a tab's values are kept after the last write. Default 2,592,000,000 (thirty days).
    pub state_lifetime_ms: u64,
    /// Milliseconds that a store may be away before a transaction that waits for it is undone. What it shows is not sent
    /// meanwhile. Default 3,000.
    pub state_patience_ms: u64,
    /// Milliseconds at the beginning of a graceful shutdown in which the app still listens while its sockets move elsewhere,
    /// one after the other; part of `shutdown_ms`. Default 0: they all close at once. Behind a load balancer it is longer
    /// than the balancer takes to notice that `/_vango/ready` says no.
    pub drain_ms: u64,
    /// Milliseconds that a graceful shutdown waits for sockets and requests to end. Default 10,000.
    pub shutdown_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 16_384,
            header_bytes: 16 * 1024,
            header_timeout_ms: 10_000,
            connection_lifetime_ms: 60_000,
            sockets: 65_536,
            frame_bytes: MAX_CLIENT_FRAME_BYTES,
            events_per_second: 200,
            event_burst: 400,
            hello_timeout_ms: 5_000,
            ping_interval_ms: 30_000,
            outbound_bytes: 2 * MAX_SERVER_FRAME_BYTES,
            frozen_window_ms: 30_000,
            frozen_sessions: 10_000,
            frozen_bytes: 64 * 1024 * 1024,
            hibernate_after_ms: 10_000,
            resume_window_ms: 300_000,
            left_window_ms: 5_000,
            detached_sessions: 10_000,
            detached_bytes: 256 * 1024 * 1024,
            sessions_per_address: 1_024,
            memory_bytes: 2 * 1024 * 1024 * 1024,
            memory_reserve_bytes: 512 * 1024 * 1024,
            slow_turn_ms: 100,
            tasks_per_session: 64,
            task_deadline_ms: 30_000,
            page_load_ms: 1_000,
            state_value_bytes: 64 * 1024,
            state_session_bytes: 256 * 1024,
            state_app_bytes: 1024 * 1024 * 1024,
            state_lifetime_ms: 30 * 24 * 60 * 60 * 1000,
            state_patience_ms: 3_000,
            drain_ms: 0,
            shutdown_ms: 10_000,
        }
    }
}

impl Limits {
    pub(super) fn state_budget(&self) -> StateBudget {
        StateBudget {
            value_bytes: self.state_value_bytes,
            session_bytes: self.state_session_bytes,
            app_bytes: self.state_app_bytes,
            taken: Arc::default(),
        }
    }
}

/// Bytes that a socket's read buffer has while it is idle. A click is about ten bytes, and a longer frame gets room of
/// its own size; the WebSocket library would take 128 KiB, which is most of the memory of every comparable server.
pub(crate) const READ_BUFFER_BYTES: usize = 256;

/// Reads of one socket before other tasks of its worker get their turn, messages or not. At [`READ_BUFFER_BYTES`] each
/// they take as long as a few clicks.
pub(crate) const READS_PER_POLL: u32 = 32;

/// Bytes of small frames that are gathered before they are written while more input is at hand.
pub(crate) const WRITE_GATHER_BYTES: usize = 4096;

/// Bytes that may be queued for a socket before they have to be flushed, even if more input is at hand.
pub(crate) const FLUSH_BYTES: usize = 64 * 1024;

/// Frames that one socket may have handled before its answers are flushed and other sockets get their turn.
pub(crate) const FRAMES_PER_FLUSH: u32 = 16;

/// Milliseconds that a socket which was closed by the server may take to confirm.
pub(crate) const CLOSE_WAIT_MS: u64 = 2_000;

/// Milliseconds between two looks at what has expired.
pub(crate) const SWEEP_INTERVAL_MS: u64 = 1_000;

/// Milliseconds between two estimates of a session's memory, where it is not measured.
pub(crate) const ESTIMATE_INTERVAL_MS: u64 = 1_000;

/// Sessions that are woken before the worker's other tasks get their turn.
pub(crate) const WAKES_PER_YIELD: usize = 64;

/// Workers that a session id has room for (its low 16 bits).
pub(crate) const MAX_WORKERS: usize = 1 << 16;

/// Sessions have to give up so many bytes, and an eighth of what they held, before the heap is looked through for them.
pub(crate) const HEAP_STEP_BYTES: usize = 1024 * 1024;

/// Milliseconds between two looks through the heap, at least.
pub(crate) const HEAP_PAUSE_MS: u64 = 2_000;

/// A look through the heap is followed by a pause that is so many times longer.
pub(crate) const HEAP_SHARE: u32 = 100;

/// An app in development tells of so many mistakes; who has not mended these does not need more.
pub(crate) const FINDINGS_MAX: usize = 256;

/// Milliseconds after which a worker's render buffers are given back.
pub(crate) const SHRINK_INTERVAL_MS: u64 = 60_000;

#[cfg(test)]
mod tests {
    use super::*;
    use vango_runtime::session::limits::MAX_REPLAY_BYTES;

    /// Who writes a client relies on them.
    #[test]
    fn the_times_on_the_page_of_the_protocol_are_these() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/protocol.md");
        let page = std::fs::read_to_string(path).expect("the page is in the repository");
        let (_, times) = page.split_once("\n## Times\n").expect("a chapter");
        let (times, _) = times.split_once("\n## ").expect("a chapter after it");
        let rows = times.lines().filter_map(|line| line.strip_prefix("| "));
        let cells = rows.filter_map(|row| row.split('|').nth(1));
        let numbers: Vec<u64> = cells
            .flat_map(|cell| cell.split_whitespace())
            .filter_map(|word| word.replace(',', "").parse().ok())
            .collect();
        let limits = Limits::default();
        let expected = [
            limits.hello_timeout_ms / 1_000,
            limits.frozen_window_ms / 1_000,
            limits.resume_window_ms / 1_000,
            limits.left_window_ms / 1_000,
            limits.ping_interval_ms / 1_000,
            u64::from(limits.events_per_second),
            u64::from(limits.event_burst),
            MAX_REPLAY_BYTES as u64,
        ];
        assert_eq!(numbers, expected);
    }
}
