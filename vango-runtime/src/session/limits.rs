//! Bounds of one session.

pub use crate::diff::MAX_DEPTH;

/// Renders and effects may follow one another so many times in one turn; what goes on after that triggers itself.
pub const MAX_ROUNDS: u32 = 64;

/// So many effects run in one round before the next renders.
pub const MAX_EFFECTS_PER_ROUND: u32 = 10_000;

/// With so many batches unacknowledged the session stops rendering until the client has caught up. Below the 127 that
/// the wire's numbering bears.
pub const MAX_BATCHES_IN_FLIGHT: usize = 64;

/// Bytes of unacknowledged batches kept for a reconnect; with more a reconnect gets everything anew.
pub const MAX_REPLAY_BYTES: usize = 256 * 1024;
