//! Frames: one WebSocket message each, client to server and server to client.
//!
//! Invariant: a frame is decoded whole or refused; strings are borrowed from it. The variant and the version of
//! `Hello` never change their place, so that any two versions can at least say that they differ. What a frame *does*
//! (numbering, replay, resync) is the session's and the client's business.

mod client;
mod server;

pub use client::{ClientFrame, Hello, Identity, Token};
pub use server::{Attachment, ErrorCode, RefreshReason, ServerFrame, Welcome};

/// The protocol version of this crate, as the handshake and boot data carry it.
pub const VERSION: u16 = 1;

/// The WebSocket subprotocol of [`VERSION`].
pub const SUBPROTOCOL: &str = "vango.1";
