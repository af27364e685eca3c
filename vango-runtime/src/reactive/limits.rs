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
