//! What happens when all sessions together hold too much: who is refused, who goes, and who stays.

use vango_protocol::{ErrorCode, Payload, RefreshReason};
use vango_server::{App, Cause, Limits, Server};

use super::browser::{Socket, Tab, expect_count, get, load, wait_until};
use super::component::{BUTTON, Counter, GROWS, GROWTH_BYTES, Grower, SHRINKS};

/// A server whose sessions may hold `memory` growths, and `reserve` more.
fn serve(workers: usize, memory: usize, reserve: usize) -> Server {
    let limits = Limits {
        memory_bytes: memory * GROWTH_BYTES,
        memory_reserve_bytes: reserve * GROWTH_BYTES,
        ..Limits::default()
    };
    let app = App::new().page("/", Grower).page("/small", Counter);
    app.workers(workers).limits(limits).start().unwrap()
}

/// Makes a session larger by so many growths.
fn grow(socket: &mut Socket, times: usize) {
    for _ in 0..times {
        socket.click_on(GROWS);
        socket.expect_answer();
    }
}

fn grown(server: &Server, times: usize) -> (Tab, Socket) {
    let tab = load(server, "/");
    let mut socket = tab.attach();
    grow(&mut socket, times);
    (tab, socket)
}

/// A session that does as it should.
fn click(socket: &mut Socket) {
    socket.click_on(BUTTON);
    socket.expect_answer();
}

#[test]
fn new_pages_are_refused_and_sessions_in_use_go_on() {
    let server = serve(2, 4, 100);
    let mut healthy = load(&server, "/small").attach();
    let (_, mut large) = grown(&server, 5);
    let held = server.session_bytes();
    assert!(held > 5 * GROWTH_BYTES && held < 6 * GROWTH_BYTES, "{held}");
    for path in ["/", "/small"] {
        let refused = get(&server, path);
        assert_eq!(
            (refused.status, refused.header("retry-after")),
            (503, Some("5"))
        );
        assert!(refused.text().contains("no room"), "{}", refused.text());
    }
    assert_eq!(server.counters().get(Cause::MemoryLimit), 2);
    let ready = get(&server, "/_vango/ready");
    assert_eq!((ready.status, ready.text()), (503, "overloaded\n"));
    assert_eq!(get(&server, "/_vango/health").status, 200);
    // Longer than the workers take to look twice.
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    click(&mut healthy);
    grow(&mut large, 1);
    assert_eq!(server.counters().get(Cause::LiveEvicted), 0);
    large.click_on(SHRINKS);
    large.expect_answer();
    assert_eq!(get(&server, "/").status, 200);
    assert_eq!(get(&server, "/_vango/ready").status, 200);
}

#[test]
fn detached_sessions_make_room_oldest_first() {
    let server = serve(1, 4, 100);
    let mut tabs = Vec::new();
    for already in 0..2 {
        let (tab, socket) = grown(&server, 1);
        drop(socket);
        expect_count(&server, Cause::Detached, already + 1);
        tabs.push(tab);
    }
    let (_, mut live) = grown(&server, 2);
    assert_eq!(get(&server, "/small").status, 200);
    expect_count(&server, Cause::DetachedEvicted, 1);
    assert_eq!(server.counters().get(Cause::MemoryLimit), 0);
    grow(&mut live, 1);
    tabs[0]
        .greet(&tabs[0].hello(None))
        .expect_refresh(RefreshReason::SessionGone);
    tabs[1].reconnect_after(1, 0);
}

#[test]
fn the_session_that_grows_is_closed_last_and_the_healthy_ones_stay() {
    let server = serve(2, 4, 4);
    // Two of each kind: one for each worker.
    let waiting: Vec<Tab> = (0..2).map(|_| load(&server, "/small")).collect();
    let detached: Vec<Tab> = (0..2).map(|_| load(&server, "/small")).collect();
    for tab in &detached {
        drop(tab.attach());
    }
    expect_count(&server, Cause::Detached, 2);
    let mut healthy: Vec<Socket> = (0..2)
        .map(|_| load(&server, "/small").attach())
        .chain((0..2).map(|_| grown(&server, 1).1))
        .collect();
    let (tab, mut culprit) = grown(&server, 1);
    grow(&mut culprit, 6);
    culprit.expect_fatal(ErrorCode::OVER_LIMIT, 1013);
    expect_count(&server, Cause::LiveEvicted, 1);
    expect_count(&server, Cause::DetachedEvicted, 2);
    expect_count(&server, Cause::FrozenEvicted, 2);
    for socket in &mut healthy[..2] {
        click(socket);
    }
    for socket in &mut healthy[2..] {
        socket.click_on(SHRINKS);
        socket.expect_answer();
    }
    // Nothing of it is left, and there is room again.
    tab.greet(&tab.hello(None))
        .expect_refresh(RefreshReason::SessionGone);
    for tab in waiting.iter().chain(&detached) {
        tab.greet(&tab.hello(None))
            .expect_refresh(RefreshReason::SessionGone);
    }
    wait_until(
        || server.session_bytes() < GROWTH_BYTES,
        || format!("{} bytes are held", server.session_bytes()),
    );
    assert_eq!(get(&server, "/").status, 200);
}

#[test]
fn no_more_are_closed_than_have_to_be() {
    let server = serve(2, 4, 4);
    let mut sockets: Vec<Socket> = (0..4).map(|_| grown(&server, 1).1).collect();
    for (index, socket) in sockets.iter_mut().enumerate() {
        // 1, 2, 3 and 3 growths: one of the largest has to go.
        grow(socket, index.min(2));
    }
    expect_count(&server, Cause::LiveEvicted, 1);
    std::thread::sleep(std::time::Duration::from_millis(2_500));
    expect_count(&server, Cause::LiveEvicted, 1);
    for socket in &mut sockets[..2] {
        socket.click_on(SHRINKS);
        socket.expect_answer();
    }
    assert_eq!(server.open_sockets(), 3);
}

#[test]
fn what_a_browser_makes_its_socket_hold_is_on_its_account() {
    const LONG_BYTES: usize = 120 * 1024;
    let server = App::new().page("/", Counter).start().unwrap();
    let mut socket = load(&server, "/").attach();
    click(&mut socket);
    let before = server.session_bytes();
    assert!(before < LONG_BYTES / 2, "{before}");
    // For a handler that does not stand there: the event is dropped, the room that it took is kept by the socket.
    let text = "x".repeat(LONG_BYTES);
    socket.send_event(
        (1, 3),
        Payload::Input {
            value: &text,
            checked: false,
        },
    );
    socket.expect_answer();
    wait_until(
        || server.session_bytes() >= LONG_BYTES,
        || format!("{} bytes", server.session_bytes()),
    );
    drop(socket);
    expect_count(&server, Cause::Detached, 1);
    wait_until(
        || server.session_bytes() < LONG_BYTES / 2,
        || format!("{} bytes", server.session_bytes()),
    );
}
