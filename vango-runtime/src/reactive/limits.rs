//! Named bounds of the reactive store.
//!
//! Invariant: every growing structure or recursion of the store has its bound here.

/// Nodes (signals, memos, props, lists, selectors, effects) of one store: two bits of an index are tags.
pub(crate) const NODES_MAX: usize = (1 << 30) - 1;

/// Render observers of one store: one bit of a subscriber is a tag.
pub(crate) const OBSERVERS_MAX: usize = (1 << 31) - 1;

/// Memos that may be under evaluation inside each other. Each level costs a few stack frames of user code.
pub(crate) const MEMO_DEPTH_MAX: usize = 128;

/// Subscriber lists up to this length are searched to remove an entry; longer ones are swept now and then.
pub(crate) const SUBSCRIBERS_SCAN_MAX: usize = 64;

/// Selection changes between two commits that a selector remembers one by one; after that, all its keys count as changed.
pub(crate) const SELECTIONS_MAX: usize = 32;

/// A list's log of edits is replaced by one `Reset` when it is longer than the list plus this.
pub(crate) const LIST_EDITS_SLACK: usize = 64;

/// Rows of one list: positions are `u32`.
pub(crate) const LIST_ROWS_MAX: usize = u32::MAX as usize;

/// Buffers for recorded reads that the store keeps for reuse, and the longest (in reads) that it keeps.
pub(crate) const READ_BUFFERS_MAX: usize = 8;
/// See [`READ_BUFFERS_MAX`].
pub(crate) const READ_BUFFER_KEPT: usize = 1024;

/// Effects that a report of an endless cycle names.
pub(crate) const EFFECTS_NAMED_MAX: usize = 16;

/// Messages that wait in one channel, unless its maker says otherwise.
pub(crate) const CHANNEL_CAPACITY: usize = 1024;

/// The largest capacity that a channel may be given.
pub(crate) const CHANNEL_CAPACITY_MAX: usize = 65_536;

/// Items of one stream that wait for the session; the stream is not polled while there are so many.
pub(crate) const STREAM_BUFFER: usize = 64;

/// Streams of one store.
pub(crate) const STREAMS_MAX: usize = 256;

/// Loaders and actions of one store that may be under way at a time, unless the driver says otherwise.
pub(crate) const TASKS_MAX: usize = 64;

/// Timers of one store.
pub(crate) const TIMERS_MAX: usize = 4096;

/// The shortest period of an interval; a shorter one is made this long.
pub(crate) const INTERVAL_MIN_MS: u64 = 10;

/// The shortest delay of a timer: what a turn arms is not due in the same turn.
pub(crate) const TIMER_DELAY_MIN_MS: u64 = 1;

/// Arguments that may wait in an action with `.queue(n)`.
pub(crate) const ACTION_QUEUE_MAX: usize = 1024;

/// From so many entries on, the list of written nodes is looked through for repetitions.
pub(super) const TOUCHED_MIN: usize = 64;
