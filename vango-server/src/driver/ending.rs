//! Why a socket ends, and what its browser is told: all close codes of this server in one place.
//!
//! After a plain close the client connects again, which is right whenever that can help. Where it can't (the browser
//! would do the same wrong thing again, or has been replaced), a fatal `Error` frame goes before the close frame, and
//! the client stops.

use vango_protocol::ErrorCode;

use super::counter::Cause;

/// Why a socket ends.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ending {
    /// The browser closed it, or the connection broke.
    Peer,
    /// The browser closed it because its page was left (1001; HTML, "unloading documents"): a tab that was closed, another
    /// page, a reload.
    Left,
    /// The server closes it.
    Server(Closing),
    /// The server drops it: a close frame could not be delivered.
    Dropped(Cause),
}

/// A close frame, and what goes with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closing {
    /// RFC 6455, §7.4; from 4000 on this protocol's own.
    pub(crate) code: u16,
    pub(crate) reason: &'static str,
    pub(crate) cause: Option<Cause>,
    /// Tells the client not to come back.
    pub(crate) fatal: Option<ErrorCode>,
    pub(crate) come_back: ComeBack,
}

impl Closing {
    /// The reason as the close frame has it: the time, in milliseconds, within which to come back, when there is one.
    pub(crate) fn said(&self, spread_ms: u64) -> String {
        match self.come_back {
            ComeBack::Spread => spread_ms.to_string(),
            ComeBack::AtOnce => self.reason.to_owned(),
        }
    }
}

/// When a client that may come back is to do so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ComeBack {
    AtOnce,
    /// All of a process come at the same time: each is told to choose its moment within a while.
    Spread,
}

impl Ending {
    pub(crate) const GOING_AWAY: Self = Self::spread(1001, "the server is going away");

    /// Not fatal: the browser connects again, and meets the process that takes over.
    pub(crate) const MOVING: Self = Self::spread(1012, "the server is being replaced");

    pub(crate) const NOT_WEBSOCKET: Self = Self::new(
        1002,
        "not the WebSocket protocol",
        Some(Cause::SocketProtocol),
        Some(ErrorCode::MALFORMED),
    );

    pub(crate) const FRAME_TEXT: Self = Self::new(
        1003,
        "the protocol has no text frames",
        Some(Cause::FrameText),
        Some(ErrorCode::MALFORMED),
    );

    /// Fatal: the client would send the same frame again.
    pub(crate) const FRAME_TOO_LARGE: Self = Self::new(
        1009,
        "a frame is larger than the limit",
        Some(Cause::FrameTooLarge),
        Some(ErrorCode::OVER_LIMIT),
    );

    pub(crate) const HELLO_TIMEOUT: Self =
        Self::new(1008, "no greeting in time", Some(Cause::HelloTimeout), None);

    /// Not fatal: the pause before the client comes back is what is wanted of it.
    pub(crate) const EVENT_RATE: Self = Self::new(
        1008,
        "more events than the limit",
        Some(Cause::EventRate),
        None,
    );

    /// Not fatal: the browser connects again.
    pub(crate) const LATER: Self = Self::new(1013, "the store does not answer", None, None);

    /// Not fatal: the browser connects again, and is shown what is stored.
    pub(crate) const UNDONE: Self = Self::new(
        1013,
        "the store did not take what was written",
        // It was counted when it was told.
        None,
        None,
    );

    pub(crate) const SESSION_LOST: Self = Self::new(
        1011,
        "the session has failed",
        None,
        Some(ErrorCode::INTERNAL),
    );

    /// Fatal, so that the page stays readable: a new one would be refused most likely.
    pub(crate) const NO_MEMORY: Self = Self::new(
        1013,
        "the server has no memory left, and this page needs the most",
        None,
        Some(ErrorCode::OVER_LIMIT),
    );

    /// Fatal for the socket that was replaced, or two sockets would replace each other for ever.
    pub(crate) const TAKEN_OVER: Self = Self::new(
        4001,
        "the session continues on another socket",
        None,
        Some(ErrorCode::TAKEN_OVER),
    );

    /// Not fatal: if its page is still there, it comes back with a newer socket.
    pub(crate) const OUTDATED: Self = Self::new(
        1008,
        "a newer socket of the page has come and gone",
        Some(Cause::HelloLate),
        None,
    );

    pub(crate) const fn new(
        code: u16,
        reason: &'static str,
        cause: Option<Cause>,
        fatal: Option<ErrorCode>,
    ) -> Self {
        Self::Server(Closing {
            code,
            reason,
            cause,
            fatal,
            come_back: ComeBack::AtOnce,
        })
    }

    const fn spread(code: u16, reason: &'static str) -> Self {
        Self::Server(Closing {
            code,
            reason,
            cause: None,
            fatal: None,
            come_back: ComeBack::Spread,
        })
    }

    /// What no honest client does.
    pub(crate) const fn policy(code: ErrorCode, reason: &'static str, cause: Cause) -> Self {
        Self::new(1008, reason, Some(cause), Some(code))
    }

    /// After a frame that has said all: a request to reload, or the session's own fatal error.
    pub(crate) const fn said(code: u16, reason: &'static str, cause: Cause) -> Self {
        Self::new(code, reason, Some(cause), None)
    }

    pub(crate) fn cause(&self) -> Option<Cause> {
        match self {
            Self::Peer => None,
            Self::Left => Some(Cause::Left),
            Self::Server(closing) => closing.cause,
            Self::Dropped(cause) => Some(*cause),
        }
    }
}
