//! All cases at a glance.

use vango_protocol::{ErrorCode, RefreshReason};
use vango_server::{Cause, Limits};

use super::{Answer, AtLeast, Case, Exactly, Ground, Times, frame, handshake, request, soon_ms};

const MALFORMED: Answer = Answer::Fatal(ErrorCode::MALFORMED, 1008);
const NOT_WEBSOCKET: Answer = Answer::Fatal(ErrorCode::MALFORMED, 1002);
const TOO_LARGE: Answer = Answer::Fatal(ErrorCode::OVER_LIMIT, 1009);
const SILENT: &[(Cause, Times)] = &[(Cause::Unresponsive, Exactly(1))];
const GONE: Answer = Answer::Refresh(RefreshReason::SessionGone);

const fn once(
    sent: &'static str,
    attack: fn(&Ground) -> Answer,
    answer: Answer,
    counts: &'static [(Cause, Times)],
) -> Case {
    Case {
        sent,
        attack,
        answer,
        counts,
        limits: |limits| limits,
        closer: &[],
    }
}

impl Case {
    const fn with(self, limits: fn(Limits) -> Limits) -> Self {
        Self { limits, ..self }
    }

    const fn closer(self, closer: &'static [&'static str]) -> Self {
        Self { closer, ..self }
    }

    const fn pinged(self) -> Self {
        self.with(|limits| Limits {
            ping_interval_ms: soon_ms(),
            ..limits
        })
    }
}

/// Frames of a socket that has been welcomed.
#[rustfmt::skip]
pub(super) const FRAMES: &[Case] = &[
    once("bytes that are no frame", frame::garbage, MALFORMED, &[(Cause::FrameMalformed, Exactly(1))])
        .closer(&["limit.rs a_frame_that_means_nothing_closes_the_socket_and_not_the_worker"]),
    once("an empty frame", frame::empty, MALFORMED, &[(Cause::FrameMalformed, Exactly(1))]),
    once("an event that is cut short", frame::truncated, MALFORMED, &[(Cause::FrameMalformed, Exactly(1))]),
    once("an event and a byte", frame::trailing, MALFORMED, &[(Cause::FrameMalformed, Exactly(1))]),
    once("a text of 10 MB in a form field", frame::ten_megabytes, TOO_LARGE, &[(Cause::FrameTooLarge, Exactly(1))])
        .closer(&["limit.rs a_frame_that_is_too_large_closes_with_1009"]),
    once("the same in 160 fragments", frame::ten_megabytes_in_parts, TOO_LARGE, &[(Cause::FrameTooLarge, Exactly(1))])
        .closer(&["limit.rs fragments_do_not_get_around_the_limit"]),
    once("a text that a frame has room for and a field has not", frame::long_value, MALFORMED,
        &[(Cause::FrameMalformed, Exactly(1))]),
    once("the header of a frame of 2^62 bytes", frame::boundless, TOO_LARGE, &[(Cause::FrameTooLarge, Exactly(1))]),
    once("an event again, after others", frame::replayed, Answer::Served, &[(Cause::EventDuplicate, Exactly(3))])
        .closer(&["forged.rs a_frame_that_is_replayed_counts_once"]),
    once("each event twice", frame::duplicated, Answer::Served, &[(Cause::EventDuplicate, Exactly(20))]),
    once("the second event before the first", frame::reordered, Answer::Fatal(ErrorCode::DIVERGED, 1008),
        &[(Cause::SessionDiverged, Exactly(1))])
        .closer(&["forged.rs a_gap_in_the_numbers_ends_the_session_and_no_other"]),
    once("a click on a slot that has no handler", frame::forged_handler, Answer::Ignored,
        &[(Cause::EventStale, Exactly(1))]).closer(&["forged.rs unknown_handlers_are_counted_and_hit_nobody"]),
    once("a click on a block that never was", frame::forged_block, Answer::Ignored, &[(Cause::EventStale, Exactly(1))]),
    once("a click on what was removed", frame::removed, Answer::Ignored, &[(Cause::EventStale, Exactly(1))])
        .closer(&["forged.rs an_event_for_what_was_removed_hits_nothing_that_came_later"]),
    once("another event's payload", frame::other_payload, Answer::Ignored, &[(Cause::EventPayload, Exactly(1))])
        .closer(&["forged.rs another_events_payload_reaches_no_handler"]),
    once("acknowledgements of what was never sent", frame::forged_acks, Answer::Served, &[])
        .closer(&["forged.rs an_acknowledgement_of_what_was_never_sent_changes_nothing"]),
    once("requests for everything, again and again", frame::resyncs, Answer::Fatal(ErrorCode::DIVERGED, 1008),
        &[(Cause::Resynced, AtLeast(2)), (Cause::SessionDiverged, Exactly(1))])
        .closer(&["forged.rs requests_for_everything_are_counted_and_end_the_session_that_makes_too_many"]),
    once("a second greeting", frame::second_hello, Answer::Fatal(ErrorCode::UNEXPECTED, 1008),
        &[(Cause::FrameMalformed, Exactly(1))])
        .closer(&["forged.rs a_second_greeting_ends_the_session_and_no_other"]),
    once("a million tiny frames", frame::million, Answer::Close(1008), &[(Cause::EventRate, Exactly(1))])
        .closer(&["limit.rs more_events_than_the_rate_close_with_1008"]),
    once("a million pings", frame::million_pings, Answer::Close(1008), &[(Cause::EventRate, Exactly(1))]),
    once("a text frame", frame::text, Answer::Fatal(ErrorCode::MALFORMED, 1003), &[(Cause::FrameText, Exactly(1))])
        .closer(&["limit.rs a_text_frame_closes_with_1003"]),
    once("a text frame that is no UTF-8", frame::broken_text, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))]),
    once("a frame without a mask", frame::unmasked, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))])
        .closer(&["limit.rs an_unmasked_frame_closes_with_1002"]),
    once("a compressed bomb", frame::compressed, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))]),
    once("an opcode that nothing has", frame::reserved, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))]),
    once("a ping of 126 bytes", frame::large_ping, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))]),
    once("a fragment of nothing", frame::stray_fragment, NOT_WEBSOCKET, &[(Cause::SocketProtocol, Exactly(1))]),
    once("empty fragments without an end", frame::endless_fragments, Answer::Dropped, SILENT).pinged(),
    once("a frame, one byte at a time", frame::slow_frame, Answer::Dropped, SILENT).pinged(),
    once("nothing any more, without closing (half open)", frame::half_open, Answer::Dropped, SILENT).pinged()
        .closer(&["limit.rs a_silent_browser_is_pinged_and_then_dropped"]),
    once("clicks, and reads no answer", frame::deaf, Answer::Dropped, SILENT).pinged()
        .closer(&["slow.rs one_that_does_not_read_is_not_read_either_and_loses_its_socket"]),
];

/// Who may open a socket.
#[rustfmt::skip]
pub(super) const HANDSHAKES: &[Case] = &[
    once("another version of the protocol", handshake::version, Answer::Refresh(RefreshReason::Version),
        &[(Cause::VersionRefused, Exactly(1))]).closer(&["handshake.rs another_version_is_asked_to_reload"]),
    once("another Origin", handshake::origin, Answer::Status(403), &[(Cause::OriginRefused, Exactly(1))])
        .closer(&["handshake.rs another_origin_or_none_is_refused_before_the_upgrade"]),
    once("no Origin", handshake::no_origin, Answer::Status(403), &[(Cause::OriginRefused, Exactly(1))]),
    once("a ticket that was used", handshake::used_ticket, GONE, &[(Cause::TicketRefused, Exactly(1))])
        .closer(&["handshake.rs a_ticket_is_good_once"]),
    once("a ticket whose page has expired", handshake::stale_ticket, GONE,
        &[(Cause::FrozenExpired, AtLeast(1)), (Cause::SessionUnknown, Exactly(1))])
        .with(|limits| Limits { frozen_window_ms: soon_ms(), ..limits })
        .closer(&["tab.rs a_ticket_opens_nothing_after_its_window"]),
    once("a ticket that was never given out", handshake::forged_ticket, GONE, &[(Cause::TicketRefused, Exactly(1))])
        .closer(&["handshake.rs a_wrong_ticket_is_refused"]),
    once("another browser's cookie", handshake::foreign_cookie, GONE, &[(Cause::CookieForeign, Exactly(1))])
        .closer(&["handshake.rs another_browsers_cookie_opens_nothing"]),
    once("a cookie that the app has not signed", handshake::forged_cookie, GONE, &[(Cause::CookieRefused, Exactly(1))])
        .closer(&["handshake.rs without_a_valid_cookie_the_page_is_asked_to_reload"]),
    once("a session that never was", handshake::unknown_session, GONE, &[(Cause::SessionUnknown, Exactly(1))])
        .closer(&["handshake.rs an_unknown_session_is_asked_to_reload"]),
    once("a wrong secret", handshake::wrong_secret, GONE, &[(Cause::SecretRefused, Exactly(1))])
        .closer(&["handshake.rs a_wrong_secret_opens_nothing_and_spends_no_ticket"]),
    once("a first frame that is none", handshake::no_greeting, MALFORMED, &[(Cause::HelloMalformed, Exactly(1))])
        .closer(&["handshake.rs a_first_frame_that_is_no_greeting_closes_the_socket"]),
    once("another session's greeting", handshake::other_greeting, Answer::Fatal(ErrorCode::UNEXPECTED, 1008),
        &[(Cause::HelloMalformed, Exactly(1))]),
    once("no first frame", handshake::silence, Answer::Close(1008), &[(Cause::HelloTimeout, Exactly(1))])
        .with(|limits| Limits { hello_timeout_ms: soon_ms(), ..limits })
        .closer(&["handshake.rs a_socket_that_says_nothing_is_closed"]),
    once("empty fragments instead of a first frame", handshake::fragments, Answer::Close(1008),
        &[(Cause::HelloTimeout, Exactly(1))]).with(|limits| Limits { hello_timeout_ms: soon_ms(), ..limits }),
    once("an upgrade that offers compression", handshake::deflate, Answer::Served, &[]),
    once("no WebSocket handshake", handshake::no_handshake, Answer::Status(426), &[(Cause::UpgradeMalformed, Exactly(1))])
        .closer(&["handshake.rs what_is_no_websocket_handshake_is_told_so"]),
    once("a socket too many", handshake::crowd, Answer::Status(503), &[(Cause::SocketLimit, Exactly(1))])
        .with(|limits| Limits { sockets: 3, ..limits }).closer(&["limit.rs one_socket_too_many_is_told_so"]),
];

/// HTTP.
#[rustfmt::skip]
pub(super) const REQUESTS: &[Case] = &[
    once("a request, one byte at a time", request::slow_head, Answer::Dropped, &[(Cause::HeadTimeout, Exactly(1))])
        .with(|limits| Limits { header_timeout_ms: 2 * soon_ms(), ..limits })
        .closer(&["limit.rs a_slow_head_and_an_idle_connection_are_closed"]),
    once("a head of a megabyte", request::large_head, Answer::Status(431), &[(Cause::HeadTooLarge, Exactly(1))]),
    once("no HTTP", request::no_http, Answer::Status(400), &[(Cause::RequestMalformed, Exactly(1))]),
    once("two lengths for one body", request::two_lengths, Answer::Status(400), &[(Cause::RequestMalformed, Exactly(1))]),
    once("a body of 10 MB to a page", request::large_body, Answer::Status(405), &[(Cause::MethodRefused, Exactly(1))]),
    once("a compressed bomb to a page", request::compressed_body, Answer::Status(405),
        &[(Cause::MethodRefused, Exactly(1))]),
    once("a path that climbs", request::climbing, Answer::Status(404), &[(Cause::NotFound, Exactly(1))])
        .closer(&["file.rs nothing_hidden_and_nothing_outside_is_served"]),
    once("2,000 GETs that never connect", request::visits, Answer::Served, &[(Cause::FrozenEvicted, AtLeast(1_900))])
        .with(|limits| Limits { frozen_sessions: 64, ..limits })
        .closer(&["limit.rs the_oldest_pages_without_a_socket_are_dropped"]),
    once("pages from one address without an end", request::one_address, Answer::Status(429),
        &[(Cause::AddressLimit, Exactly(1))])
        .with(|limits| Limits { sessions_per_address: 8, ..limits })
        .closer(&["proxy.rs the_limit_per_address_counts_clients_and_not_the_proxy"]),
    once("a connection too many", request::crowd, Answer::Dropped, &[(Cause::ConnectionLimit, Exactly(1))])
        .with(|limits| Limits { connections: 8, ..limits }).closer(&["limit.rs one_connection_too_many_is_closed"]),
    once("a host that is not the app's", request::other_host, Answer::Status(421), &[(Cause::HostRefused, Exactly(1))]),
    once("forwarding headers that contradict each other", request::forwarded, Answer::Status(400),
        &[(Cause::ForwardedRefused, Exactly(1))]),
];
