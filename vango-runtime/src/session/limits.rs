//! Bounds of one session.

pub use crate::diff::MAX_DEPTH;

/// Renders and effects may follow one another so many times in one turn; what goes on after that triggers itself.
pub const MAX_ROUNDS: u32 = 64;

/// In the last rounds before that it is noted which effects write, to name them: a cycle of so many effects is seen whole.
pub const ROUNDS_WATCHED: u32 = 32;

/// So many effects run in one round before the next renders.
pub const MAX_EFFECTS_PER_ROUND: u32 = 10_000;

/// With so many batches unacknowledged the session stops rendering until the client has caught up. Below the 127 that
/// the wire's numbering bears.
pub const MAX_BATCHES_IN_FLIGHT: usize = 64;

/// Bytes of unacknowledged batches kept for a reconnect; with more a reconnect gets everything anew.
pub const MAX_REPLAY_BYTES: usize = 256 * 1024;

/// Messages, answers and timers that one turn takes; what is left gets a turn of its own.
pub const MAX_MESSAGES_PER_TURN: u32 = 1_024;

/// Resyncs are counted for so long.
pub const RESYNC_WINDOW_MS: u64 = 60_000;

/// So many requests within [`RESYNC_WINDOW_MS`] to send everything anew stop the page with an error.
pub const MAX_RESYNCS: usize = 3;

/// So many components are sent anew within [`RESYNC_WINDOW_MS`]; after that the request counts as one for everything.
pub const MAX_COMPONENT_RESYNCS: u8 = 16;
