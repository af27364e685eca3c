//! What a browser can send that no page of the app would: each is answered and counted, and nobody else notices.

use vango_protocol::{ClientFrame, ErrorCode, Payload, ServerFrame};
use vango_server::{App, Cause, Server};

use super::browser::{Socket, encode, expect_count, load};
use super::component::{BUTTON, Counter, FIELD, PLACE, TOGGLES, VANISHES, Vanishing};

fn serve() -> Server {
    let app = App::new().page("/", Vanishing).page("/counter", Counter);
    // One worker: whatever harms it harms everybody.
    app.workers(1).start().unwrap()
}

/// The event's answer is an acknowledgement and nothing else.
fn expect_no_change(socket: &mut Socket) {
    let answer = socket.expect_answer();
    let decoded = ServerFrame::decode(&answer);
    assert!(
        matches!(decoded, Ok(ServerFrame::Ack { .. })),
        "{decoded:?}"
    );
}

fn expect_change(socket: &mut Socket) {
    let answer = socket.expect_answer();
    let decoded = ServerFrame::decode(&answer);
    assert!(
        matches!(decoded, Ok(ServerFrame::Patch { .. })),
        "{decoded:?}"
    );
}

#[test]
fn unknown_handlers_are_counted_and_hit_nobody() {
    let server = serve();
    let mut neighbour = load(&server, "/counter").attach();
    let mut socket = load(&server, "/").attach();
    let (block, slot) = TOGGLES;
    let unknown = [
        PLACE,
        (block, 99),
        (block, u32::MAX),
        (99, slot),
        (0, 0),
        (u32::MAX, slot),
    ];
    for address in unknown {
        socket.click_on(address);
        expect_no_change(&mut socket);
    }
    expect_count(&server, Cause::EventStale, unknown.len() as u64);
    socket.click_on(VANISHES);
    expect_change(&mut socket);
    neighbour.click_on(BUTTON);
    expect_change(&mut neighbour);
}

#[test]
fn an_event_for_what_was_removed_hits_nothing_that_came_later() {
    let server = serve();
    let mut socket = load(&server, "/").attach();
    socket.click_on(VANISHES);
    expect_change(&mut socket);
    socket.click_on(TOGGLES);
    expect_change(&mut socket);
    // It was under way when the button went.
    socket.click_on(VANISHES);
    expect_no_change(&mut socket);
    expect_count(&server, Cause::EventStale, 1);
    socket.click_on(TOGGLES);
    expect_change(&mut socket);
    // Its like is there again, as another block.
    socket.click_on(VANISHES);
    expect_no_change(&mut socket);
    expect_count(&server, Cause::EventStale, 2);
    socket.click_on((VANISHES.0 + 1, VANISHES.1));
    expect_change(&mut socket);
}

#[test]
fn another_events_payload_reaches_no_handler() {
    let server = serve();
    let mut socket = load(&server, "/").attach();
    let typed = Payload::Input {
        value: "seven",
        checked: false,
    };
    for payload in [Payload::None, Payload::Focus] {
        socket.send_event(FIELD, payload);
        expect_no_change(&mut socket);
    }
    expect_count(&server, Cause::EventPayload, 2);
    socket.send_event(FIELD, typed);
    expect_change(&mut socket);
}

#[test]
fn a_frame_that_is_replayed_counts_once() {
    let server = serve();
    let mut socket = load(&server, "/counter").attach();
    let (block, slot) = BUTTON;
    let frame = encode(&ClientFrame::Event {
        seq: 1,
        ack: 0,
        block,
        slot,
        payload: Payload::None,
    });
    socket.send(&frame);
    for _ in 0..3 {
        socket.send(&frame);
    }
    expect_count(&server, Cause::EventDuplicate, 3);
    // The next click is the second, not the fifth.
    socket.count_from(1);
    socket.click();
    let patch = loop {
        let answer = socket.expect_answer();
        if matches!(ServerFrame::decode(&answer), Ok(ServerFrame::Patch { .. })) {
            break answer;
        }
    };
    assert!(patch.contains(&b'2') && !patch.contains(&b'5'), "{patch:?}");
}

#[test]
fn a_gap_in_the_numbers_ends_the_session_and_no_other() {
    let server = serve();
    let mut neighbour = load(&server, "/counter").attach();
    let mut socket = load(&server, "/counter").attach();
    socket.count_from(40);
    socket.click();
    socket.expect_fatal(ErrorCode::DIVERGED, 1008);
    expect_count(&server, Cause::SessionDiverged, 1);
    neighbour.click();
    expect_change(&mut neighbour);
}

#[test]
fn an_acknowledgement_of_what_was_never_sent_changes_nothing() {
    let server = serve();
    let mut socket = load(&server, "/counter").attach();
    for ack in [1, 77, 255] {
        socket.send(&encode(&ClientFrame::Ack { ack }));
    }
    socket.click();
    expect_change(&mut socket);
    expect_count(&server, Cause::FrameReceived, 4);
}

#[test]
fn requests_for_everything_are_counted_and_end_the_session_that_makes_too_many() {
    let server = serve();
    let mut neighbour = load(&server, "/counter").attach();
    let mut socket = load(&server, "/counter").attach();
    // A block that never was is a request for everything.
    for block in [0, 99, u32::MAX, 0] {
        socket.send(&encode(&ClientFrame::Resync { ack: 0, block }));
    }
    socket.expect_close();
    expect_count(&server, Cause::SessionDiverged, 1);
    let resynced = server.counters().get(Cause::Resynced);
    assert!((2..=3).contains(&resynced), "{resynced}");
    neighbour.click();
    expect_change(&mut neighbour);
}

#[test]
fn a_second_greeting_ends_the_session_and_no_other() {
    let server = serve();
    let mut neighbour = load(&server, "/counter").attach();
    let tab = load(&server, "/counter");
    let mut socket = tab.attach();
    socket.send(&tab.hello(Some(tab.ticket)));
    socket.expect_fatal(ErrorCode::UNEXPECTED, 1008);
    expect_count(&server, Cause::FrameMalformed, 1);
    neighbour.click();
    expect_change(&mut neighbour);
}
