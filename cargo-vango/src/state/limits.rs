//! Bounds of what is read. What exceeds one is an error that names the file.

/// Bytes of a committed JSON file.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// Bytes of a built program.
pub const MAX_ARTIFACT_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Types, fields and variants in all schemas of a file together. One schema has at most as many as it may have bytes
/// (`vango_schema::limits::MAX_SCHEMA_BYTES`).
pub const MAX_NODES: usize = 1024 * 1024;

/// Types that one item had before, of which values may still be stored. Of more the oldest are forgotten.
pub const MAX_EARLIER: usize = 16;

/// Lines of a difference that `check` shows of a file.
pub const MAX_DIFFERENCE_LINES: usize = 200;
