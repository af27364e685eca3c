//! The Vango protocol: frames, templates, operations, content, boot data; their limits; nothing that does I/O.
//!
//! `docs/protocol.md` in the repository is the specification, byte by byte; `vectors/` holds golden vectors that this
//! crate and the TypeScript client are both tested with.
//!
//! | module | what |
//! | --- | --- |
//! | [`ClientFrame`], [`ServerFrame`] | one WebSocket message each |
//! | [`PatchWriter`], [`PatchReader`] | the operations of a batch; the writer is the hot path of every turn |
//! | [`ContentWriter`], [`ContentReader`] | what stands in the slots of a block |
//! | [`Template`], [`SlotKind`] | static markup and its slots |
//! | [`BootHead`], [`Boot`], [`ShapeWriter`], [`ShapeReader`] | what a page carries for its client |
//! | [`serial`] | batch and event numbers, of which only the low byte is sent |
//! | [`limits`] | every bound |
//!
//! Decoding borrows from the frame, never panics, and never allocates more than the frame is long.
#![forbid(unsafe_code)]

mod boot;
mod codec;
mod content;
mod error;
pub mod limits;
mod message;
mod op;
mod payload;
pub mod serial;
mod shape;
mod template;

pub use boot::{Boot, BootHead};
pub use content::{ContentReader, ContentWriter, Dyn, Rows};
pub use error::{DecodeError, DecodeErrorKind};
pub use message::{
    Attachment, ClientFrame, ErrorCode, Hello, Identity, RefreshReason, SUBPROTOCOL, ServerFrame,
    Token, VERSION, Welcome,
};
pub use op::{Address, Op, PatchReader, PatchWriter};
pub use payload::{Modifiers, Payload, PointerKind, TouchPoint, WheelMode};
pub use shape::{DynShape, ShapeReader, ShapeWriter};
pub use template::{
    EventFlags, EventOptions, OwnedEventOptions, OwnedSlotKind, OwnedTemplate, SlotKind, Template,
};
