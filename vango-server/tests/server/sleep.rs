//! Quiet sessions give back what a render makes again, and their browsers notice nothing. Sessions of pages that were left
//! go soon.

use std::time::Duration;

use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use vango_protocol::RefreshReason;
use vango_server::{App, Cause, Limits, Server};

use super::browser::{Socket, expect_count, load};
use super::component::{BUTTON, Counter};

fn serve(hibernate_after_ms: u64) -> Server {
    let limits = Limits {
        hibernate_after_ms,
        ..Limits::default()
    };
    App::new()
        .page("/", Counter)
        .limits(limits)
        .start()
        .unwrap()
}

fn click(socket: &mut Socket) {
    socket.click_on(BUTTON);
    socket.expect_answer();
}

#[test]
fn a_quiet_session_sleeps_and_wakes_with_a_click() {
    let server = serve(100);
    let mut socket = load(&server, "/").attach();
    for times in 1..=3 {
        click(&mut socket);
        expect_count(&server, Cause::Hibernated, times);
    }
    click(&mut socket);
    assert_eq!(server.counters().get(Cause::ImpureRender), 0);
    assert_eq!(server.counters().get(Cause::EventStale), 0);
}

#[test]
fn a_session_without_a_socket_sleeps_too_and_is_resumed() {
    let server = serve(300);
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    click(&mut socket);
    drop(socket);
    expect_count(&server, Cause::Detached, 1);
    expect_count(&server, Cause::Hibernated, 1);
    let mut socket = tab.reconnect_after(1, 1);
    click(&mut socket);
    assert_eq!(server.counters().get(Cause::Resynced), 0);
}

#[test]
fn a_session_in_use_does_not_sleep() {
    let server = serve(1_500);
    let mut socket = load(&server, "/").attach();
    for _ in 0..12 {
        std::thread::sleep(Duration::from_millis(250));
        click(&mut socket);
    }
    assert_eq!(server.counters().get(Cause::Hibernated), 0);
}

/// What browsers send when a document is unloaded.
fn leave(socket: &mut Socket) {
    socket.send_message(Message::Close(Some(CloseFrame {
        code: CloseCode::Away,
        reason: "".into(),
    })));
}

#[test]
fn a_page_that_was_left_is_forgotten_soon_and_one_whose_socket_broke_is_not() {
    let limits = Limits {
        left_window_ms: 1,
        ..Limits::default()
    };
    let app = App::new().page("/", Counter).limits(limits);
    let server = app.start().unwrap();
    let (left, broken) = (load(&server, "/"), load(&server, "/"));
    leave(&mut left.attach());
    drop(broken.attach());
    expect_count(&server, Cause::Left, 1);
    expect_count(&server, Cause::Detached, 2);
    expect_count(&server, Cause::DetachedExpired, 1);
    let mut socket = broken.reconnect();
    click(&mut socket);
    let mut late = left.greet(&left.hello(None));
    late.expect_refresh(RefreshReason::SessionGone);
}

#[test]
fn who_left_and_comes_back_at_once_finds_the_session() {
    let server = serve(u64::MAX);
    let tab = load(&server, "/");
    let mut socket = tab.attach();
    click(&mut socket);
    leave(&mut socket);
    expect_count(&server, Cause::Left, 1);
    click(&mut tab.reconnect_after(1, 1));
    assert_eq!(server.counters().get(Cause::DetachedExpired), 0);
}
