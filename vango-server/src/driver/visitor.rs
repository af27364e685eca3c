//! Who comes with a socket.

use std::net::IpAddr;

use super::identity::{BrowserId, SessionId};
use super::transport::Transport;

/// A socket after its upgrade, on the worker of its session.
pub(crate) struct Arrival {
    pub(crate) stream: Transport,
    /// What the HTTP parser had read beyond the upgrade request.
    pub(crate) leftover: Vec<u8>,
    pub(crate) visitor: Visitor,
}

/// Whose socket it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor {
    /// The session that the path names.
    pub(crate) id: SessionId,
    /// The browser that a validly signed cookie names.
    pub(crate) browser: Option<BrowserId>,
    /// See [`Commons::number_socket`](super::Commons::number_socket).
    pub(crate) number: u64,
    /// The client's address, where it is known.
    pub(crate) address: Option<IpAddr>,
}
