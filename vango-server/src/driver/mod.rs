//! The driver: what the pure session machine must not have. It owns sockets, timers, the clock, randomness, tokens and
//! the table of sessions; every worker thread has one `Worker` and nobody else touches its sessions.
//!
//! Invariants:
//! - A session is used by one thread only, the one that its id names (`SessionId::worker`); a socket that was accepted
//!   elsewhere travels here before its first frame is read.
//! - Between reading a frame and writing the answer there is no channel and no task switch.
//! - At most one socket speaks for a session: its *epoch* is the session's.
//! - News of a session (messages, answers of tasks, timers) reach it on its worker, in a turn like any other.
//! - Everything that is kept for an absent browser (frozen and detached sessions) is counted, and has an end.
//!
//! It deliberately knows nothing of HTTP, routes or cookies: that is `server`, which stands above it.

mod account;
mod address;
mod admission;
mod attend;
mod bell;
mod bucket;
mod clock;
mod commons;
mod counter;
mod drain;
mod ending;
mod errand;
mod greeting;
mod heap;
mod identity;
mod keep;
pub(crate) mod limits;
mod linked;
mod memory;
mod open;
mod pressure;
mod quiet;
mod ration;
mod reopen;
mod report;
mod reset;
mod ringer;
mod seat;
mod shelf;
mod socket;
mod solo;
mod state;
mod tasks;
mod transport;
mod turn;
mod visitor;
mod watch;
mod wire;
mod worker;

pub(crate) use clock::Clock;
pub(crate) use commons::{Commons, Estate};
pub use counter::{Cause, Counters};
pub(crate) use errand::{Errand, Told, Whose};
pub(crate) use greeting::{Greeting, decode as greet};
pub(crate) use identity::{BrowserId, SessionId, fill_random};
pub use limits::Limits;
#[cfg(feature = "counting-allocator")]
pub use memory::CountingAllocator;
pub use memory::counts_memory;
pub(crate) use open::{Inheritance, OpenError, Opened, PageRequest};
pub(crate) use reopen::{parse_identity, print_identity};
pub(crate) use report::{failure, relief};
pub(crate) use socket::serve_socket;
#[doc(hidden)]
pub use solo::{Census, Solo, SoloPage};
pub(crate) use state::{Audience, For, Keeper, Keeps, NO_PAGE, Seal};
pub(crate) use transport::{ForeignStream, Transport};
pub(crate) use visitor::{Arrival, Visitor};
pub(crate) use worker::{Worker, WorkerSettings};
