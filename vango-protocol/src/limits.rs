//! Every bound of the protocol, by name. Over a bound is [`DecodeErrorKind::OverLimit`](crate::DecodeErrorKind),
//! never a large allocation.
//!
//! These are the protocol's own bounds, the same on both sides. A server may ask for less (its settings), never for
//! more: a client written from `docs/protocol.md` relies on them.

/// Longest frame from client to server, in bytes.
pub const MAX_CLIENT_FRAME_BYTES: usize = 256 * 1024;
/// Longest frame from server to client, in bytes. Also the limit of boot data.
pub const MAX_SERVER_FRAME_BYTES: usize = 16 * 1024 * 1024;
/// Longest path with query in `Hello`, in bytes.
pub const MAX_PATH_BYTES: usize = 8 * 1024;
/// Longest `previous` in `Hello`, in bytes.
pub const MAX_PREVIOUS_BYTES: usize = 64;
/// Longest socket path in boot data, in bytes.
pub const MAX_SOCKET_BYTES: usize = 1024;
/// Longest `key` or `code` of a keyboard event, in bytes.
pub const MAX_KEY_BYTES: usize = 64;
/// Most keys that one listener may ask for.
pub const MAX_KEY_FILTERS: usize = 16;
/// Longest debounce and throttle of a listener, in milliseconds.
pub const MAX_EVENT_DELAY_MS: u32 = 60_000;
/// Most fingers of one touch event.
pub const MAX_TOUCHES: usize = 32;
/// Longest value of a form control, text of an event, and JSON of a custom event's detail, in bytes.
pub const MAX_VALUE_BYTES: usize = 128 * 1024;
/// Longest name of a form control, in bytes.
pub const MAX_FIELD_NAME_BYTES: usize = 1024;
/// Most fields of one submitted form.
pub const MAX_FIELDS: usize = 1024;
/// Longest message of a fatal error, in bytes.
pub const MAX_MESSAGE_BYTES: usize = 4 * 1024;
/// Longest static markup of one template, in bytes.
pub const MAX_TEMPLATE_HTML_BYTES: usize = 1024 * 1024;
/// Longest name of an attribute, a class or an event in a template, in bytes.
pub const MAX_NAME_BYTES: usize = 256;
/// Most slots of one template.
pub const MAX_SLOTS: usize = 4096;
/// Most templates of one session.
pub const MAX_TEMPLATES: usize = 65_536;
/// Most rows that one `rows` may hold. A row without slots takes no byte, so the frame's length bounds nothing here.
pub const MAX_ROWS: u32 = 262_144;
/// Deepest nesting of blocks, the root being at depth 1.
pub const MAX_BLOCK_DEPTH: usize = 256;
/// Highest block id: the difference of two ids fits an `i32`. A session that gets there refreshes its page.
pub const MAX_BLOCK: u32 = i32::MAX as u32;
/// Most batches, and most events, that may be unacknowledged: the low byte of a number must stay unambiguous.
pub const MAX_UNACKNOWLEDGED: u32 = 127;
