//! What happened, by cause. Counters are written by one worker each and summed when they are read, so that counting never
//! makes two cores share a cache line.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

macro_rules! causes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// Why a counter went up. [`name`](Cause::name) is stable, for metrics.
        ///
        /// ```
        /// use vango_server::Cause;
        /// assert_eq!(Cause::EventRate.name(), "event_rate");
        /// assert!(Cause::ALL.contains(&Cause::EventRate));
        /// ```
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
        #[non_exhaustive]
        pub enum Cause { $($(#[$doc])* $variant,)* }

        impl Cause {
            /// All causes, in a fixed order.
            pub const ALL: &'static [Cause] = &[$(Cause::$variant,)*];

            /// The name under which a metric of this cause is published.
            pub const fn name(self) -> &'static str {
                match self { $(Cause::$variant => $name,)* }
            }
        }
    };
}

causes! {
    /// A page was rendered and its session opened.
    PageOpened = "page_opened",
    /// A page function or a component failed; answered 500.
    PageFailed = "page_failed",
    /// A request asked for a path that nothing has: no page, no file, no nested service; answered 404.
    NotFound = "not_found",
    /// A request wanted more than to read, where nothing takes that; answered 405.
    MethodRefused = "method_refused",
    /// What came on a connection was no HTTP; answered 400 where that is possible.
    RequestMalformed = "request_malformed",
    /// The head of a request was larger than [`Limits::header_bytes`](super::Limits::header_bytes); answered 431.
    HeadTooLarge = "head_too_large",
    /// No request came on a new connection within [`Limits::header_timeout_ms`](super::Limits::header_timeout_ms).
    HeadTimeout = "head_timeout",
    /// A connection could not be accepted, most likely for want of file descriptors.
    AcceptFailed = "accept_failed",
    /// A connection came while [`Limits::connections`](super::Limits::connections) were open.
    ConnectionLimit = "connection_limit",
    /// An HTTP connection outlived [`Limits::connection_lifetime_ms`](super::Limits::connection_lifetime_ms) twice.
    ConnectionExpired = "connection_expired",
    /// A socket asked to be upgraded while [`Limits::sockets`](super::Limits::sockets) were open.
    SocketLimit = "socket_limit",
    /// A request asked for a host that is none of the app's; answered 421.
    HostRefused = "host_refused",
    /// `Forwarded` and `X-Forwarded-…` of a request contradicted each other; answered 400.
    ForwardedRefused = "forwarded_refused",
    /// A static file was there and could not be read; answered 500.
    FileFailed = "file_failed",
    /// An upgrade came from a page of another origin, or without an origin; answered 403.
    OriginRefused = "origin_refused",
    /// A request to the socket's path was no WebSocket upgrade; answered 400 or 426.
    UpgradeMalformed = "upgrade_malformed",
    /// A socket came without the app's cookie, or with one that the app has not signed.
    CookieRefused = "cookie_refused",
    /// A socket came with another browser's cookie than its session's.
    CookieForeign = "cookie_foreign",
    /// A socket asked for a session that does not exist (any more).
    SessionUnknown = "session_unknown",
    /// A socket offered a wrong secret for its session.
    SecretRefused = "secret_refused",
    /// A ticket was wrong or had been used before.
    TicketRefused = "ticket_refused",
    /// The browser's client speaks another version of the protocol.
    VersionRefused = "version_refused",
    /// The browser's path is not the one that its session was opened for; a first connection gets everything anew.
    PathMismatch = "path_mismatch",
    /// The browser's page was made by another build of the app; it gets everything anew.
    BuildMismatch = "build_mismatch",
    /// A page was refused because all sessions together hold [`Limits::memory_bytes`](super::Limits::memory_bytes).
    MemoryLimit = "memory_limit",
    /// A session in use was closed: it was the largest, and all sessions together held
    /// [`Limits::memory_reserve_bytes`](super::Limits::memory_reserve_bytes) more than
    /// [`Limits::memory_bytes`](super::Limits::memory_bytes).
    LiveEvicted = "live_evicted",
    /// A page was refused because its address has
    /// [`Limits::sessions_per_address`](super::Limits::sessions_per_address) sessions.
    AddressLimit = "address_limit",
    /// The first frame was no greeting, or named another session than the socket's path.
    HelloMalformed = "hello_malformed",
    /// No first frame came within [`Limits::hello_timeout_ms`](super::Limits::hello_timeout_ms).
    HelloTimeout = "hello_timeout",
    /// A greeting came on a socket that is older than the one that was admitted last: it does not get the session.
    HelloLate = "hello_late",
    /// A session was attached to its first socket.
    Attached = "attached",
    /// A detached session was resumed.
    Resumed = "resumed",
    /// A socket took a session over from another one.
    TakenOver = "taken_over",
    /// A socket went away and its session was kept.
    Detached = "detached",
    /// A frame was handed to a session.
    FrameReceived = "frame_received",
    /// A frame came on a socket that the server had ended, because another one has taken its session over, say; it was
    /// read and given to no session.
    FrameLate = "frame_late",
    /// A frame was larger than [`Limits::frame_bytes`](super::Limits::frame_bytes).
    FrameTooLarge = "frame_too_large",
    /// A text frame came; the protocol has only binary ones.
    FrameText = "frame_text",
    /// The browser broke the WebSocket protocol.
    SocketProtocol = "socket_protocol",
    /// A session sent more than [`Limits::events_per_second`](super::Limits::events_per_second).
    EventRate = "event_rate",
    /// More than [`Limits::outbound_bytes`](super::Limits::outbound_bytes) waited for one socket.
    OutboundLimit = "outbound_limit",
    /// A browser neither sent nor read for twice [`Limits::ping_interval_ms`](super::Limits::ping_interval_ms).
    Unresponsive = "unresponsive",
    /// A frame could not be decoded, or came where it can't stand; its session is over.
    FrameMalformed = "frame_malformed",
    /// A session and its browser lost track of each other for good.
    SessionDiverged = "session_diverged",
    /// A session failed again when it was started anew.
    SessionFailed = "session_failed",
    /// A session had more to show at once than the protocol allows.
    SessionTooLarge = "session_too_large",
    /// An event handler answered with an error.
    HandlerFailed = "handler_failed",
    /// An event handler passed an action's rejection on.
    ActionRejected = "action_rejected",
    /// An event handler or an effect panicked; its session was started anew.
    TurnPanicked = "turn_panicked",
    /// A render panicked; a notice stands in its place.
    RenderPanicked = "render_panicked",
    /// The setup of a component failed after the page was opened.
    SetupFailed = "setup_failed",
    /// A turn of a session took longer than [`Limits::slow_turn_ms`](super::Limits::slow_turn_ms); the worker's other
    /// sessions waited.
    SlowTurn = "slow_turn",
    /// Effects triggered each other without an end and were stopped.
    EndlessEffects = "endless_effects",
    /// An event for something that is not on the page (any more) was ignored.
    EventStale = "event_stale",
    /// An event with the payload of another kind of event was ignored.
    EventPayload = "event_payload",
    /// An event that came a second time was ignored.
    EventDuplicate = "event_duplicate",
    /// A browser lost track of its page and got everything anew.
    Resynced = "resynced",
    /// A browser lost track inside of one component and got that anew.
    ComponentResynced = "component_resynced",
    /// A load, an action's work or a stream panicked.
    TaskPanicked = "task_panicked",
    /// A load or an action's work took longer than it may.
    TaskDeadline = "task_deadline",
    /// A browser left its page: the session is kept for [`Limits::left_window_ms`](super::Limits::left_window_ms).
    Left = "left",
    /// A quiet session gave back what a render makes again
    /// ([`Limits::hibernate_after_ms`](super::Limits::hibernate_after_ms)).
    Hibernated = "hibernated",
    /// A render of the state as it was differed from what the page showed.
    ImpureRender = "impure_render",
    /// The key of a list's row was changed in place.
    KeyChanged = "key_changed",
    /// Two rows of a `for` had the same key (development builds).
    KeysDuplicate = "keys_duplicate",
    /// A browser's parser would rearrange the markup that several views make together (development builds).
    MarkupMisplaced = "markup_misplaced",
    /// A slot was to stand in two places at once.
    SlotTwice = "slot_twice",
    /// Raw HTML was not shown, because it would have changed the page around it.
    HtmlRefused = "html_refused",
    /// The program's `tracing` subscriber panicked over something that it was told; what was to be told is lost.
    ReportPanicked = "report_panicked",
    /// A panic left a session; the session was dropped, the worker goes on.
    SessionPanicked = "session_panicked",
    /// A page's state was dropped because no socket came within its window.
    FrozenExpired = "frozen_expired",
    /// A page's state was dropped because newer ones needed its room.
    FrozenEvicted = "frozen_evicted",
    /// A detached session was dropped at the end of its resume window.
    DetachedExpired = "detached_expired",
    /// A detached session was dropped because newer ones needed its room.
    DetachedEvicted = "detached_evicted",
    /// A tab's stored state could not be read: its page was shown as for a new visitor.
    StateUnread = "state_unread",
    /// A session found that another one writes its tab's record, and goes on in one of its own.
    StateForked = "state_forked",
    /// A transaction was undone because the store did not take it.
    StateUndone = "state_undone",
    /// A session was dropped because it goes on in another process.
    StateSuperseded = "state_superseded",
    /// A session found that a handler of an HTTP request has written its record, here while it had no socket or in another
    /// process, and took that over.
    StateVisited = "state_visited",
    /// A handler of an HTTP request was not allowed to write a session key: nothing showed that a page of this app has sent
    /// the request.
    KeyRefused = "key_refused",
    /// A transaction was undone because what it wrote is too large, or cannot be written.
    StateRefused = "state_refused",
    /// A value was written that takes half of [`Limits::state_value_bytes`](super::Limits::state_value_bytes) or more.
    StateValueHalf = "state_value_half",
    /// A value was written to a session whose values take half of
    /// [`Limits::state_session_bytes`](super::Limits::state_session_bytes) or more.
    StateSessionHalf = "state_session_half",
    /// A stored value was read by a type that follows the one it was written with.
    StateMigrated = "state_migrated",
    /// A stored value could not be read: its item began with its initial value.
    StateReset = "state_reset",
    /// A page was rendered for another tab than its browser names: it got that tab's values.
    TabCorrected = "tab_corrected",
    /// A session was made anew from what is stored, for a browser that still shows its page.
    Reopened = "reopened",
    /// A socket travelled from the worker that accepted it to that of its session.
    SocketTravelled = "socket_travelled",
}

/// One worker's counters, on cache lines of their own.
#[repr(align(128))]
#[derive(Debug)]
struct Lane([AtomicU64; Cause::ALL.len()]);

/// The app's counters; cheap to clone, readable from any thread.
///
/// ```
/// let server = vango_server::App::new().start()?;
/// // As a scraper of metrics reads them.
/// let metrics: String = vango_server::Cause::ALL
///     .iter()
///     .map(|cause| format!("vango_{}_total {}\n", cause.name(), server.counters().get(*cause)))
///     .collect();
/// assert!(metrics.contains("vango_page_opened_total 0\n"));
/// # Ok::<(), vango_server::StartError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Counters {
    lanes: Arc<[Lane]>,
}

impl Counters {
    /// With a lane for each worker and one for what happens on no worker.
    pub(crate) fn new(workers: usize) -> Self {
        Self {
            lanes: (0..=workers)
                .map(|_| Lane(std::array::from_fn(|_| AtomicU64::new(0))))
                .collect(),
        }
    }

    pub(crate) fn add(&self, lane: usize, cause: Cause) {
        self.lanes[lane].0[cause as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// The lane of the threads that are no worker.
    pub(crate) fn outside(&self) -> usize {
        self.lanes.len() - 1
    }

    /// How often `cause` has happened since the app was started.
    pub fn get(&self, cause: Cause) -> u64 {
        self.lanes
            .iter()
            .map(|lane| lane.0[cause as usize].load(Ordering::Relaxed))
            .sum()
    }

    /// All counters that are not zero, in the order of [`Cause::ALL`].
    pub fn nonzero(&self) -> Vec<(Cause, u64)> {
        Cause::ALL
            .iter()
            .map(|&cause| (cause, self.get(cause)))
            .filter(|&(_, count)| count > 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_are_summed() {
        let counters = Counters::new(2);
        counters.add(0, Cause::Attached);
        counters.add(1, Cause::Attached);
        counters.add(counters.outside(), Cause::SocketLimit);
        assert_eq!(counters.get(Cause::Attached), 2);
        assert_eq!(
            counters.nonzero(),
            [(Cause::SocketLimit, 1), (Cause::Attached, 2)]
        );
    }
}
