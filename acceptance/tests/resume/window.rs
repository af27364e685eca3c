//! A page whose session waits no longer, and one whose script speaks another version of the protocol.

use std::thread::sleep;
use std::time::{Duration, Instant};

use vango_protocol::RefreshReason;

use crate::tab::{Leave, Tab};
use crate::till::Start;

/// Of sessions without a socket.
const WINDOW: Duration = Duration::from_millis(100);

/// Longer than a busy machine takes to forget a session whose window is over.
const PATIENCE: Duration = Duration::from_secs(30);

/// The connection breaks, as often and for as long as it takes until the session is another one.
fn outlast_the_session(tab: &mut Tab) {
    let deadline = Instant::now() + PATIENCE;
    let mut away = WINDOW;
    while tab.number("local") != 0 {
        assert!(Instant::now() < deadline, "the session waits for ever");
        tab.cut();
        sleep(away);
        away *= 2;
        tab.connect();
    }
}

#[test]
fn after_the_window_what_is_persisted_is_there_and_signals_begin_anew() {
    let till = Start::new()
        .with("TILL_WINDOW", WINDOW.as_millis().to_string())
        .run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    tab.click("dark");
    tab.click("like");
    tab.click("visit");
    for count in 1..4 {
        outlast_the_session(&mut tab);
        assert_eq!(tab.number("count"), count);
        assert_eq!(tab.text("theme"), "dark");
        assert_eq!((tab.number("likes"), tab.number("visits")), (1, 1));
        tab.click("both");
        assert_eq!((tab.number("count"), tab.number("local")), (count + 1, 1));
    }
    assert_eq!(tab.refreshed, [], "the page changes in place");
}

#[test]
fn within_the_window_nothing_is_lost() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    for count in 1..4 {
        tab.click("both");
        tab.cut();
        tab.connect();
        assert_eq!((tab.number("count"), tab.number("local")), (count, count));
    }
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_script_of_another_version_loads_its_page_once_and_keeps_what_is_persisted() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    tab.cut();
    tab.speak_otherwise();
    tab.connect();
    assert_eq!(tab.refreshed, [RefreshReason::Version]);
    assert_eq!((tab.number("count"), tab.number("local")), (1, 0));
    tab.click("add");
    tab.cut();
    tab.connect();
    assert_eq!((tab.number("count"), tab.refreshed.len()), (2, 1));
}

#[test]
fn a_page_that_was_refused_before_its_welcome_does_not_end_what_its_tab_has() {
    let till = Start::new().run();
    for leave in [Leave::WithCookie, Leave::WithoutCookie] {
        let mut tab = Tab::open(till.address, "/");
        tab.click("add");
        tab.go_refused("/other", leave);
        assert_eq!(tab.refreshed, [RefreshReason::Version]);
        assert_eq!(tab.number("count"), 1);
        tab.click("add");
        tab.go("/", leave);
        assert_eq!((tab.number("count"), tab.refreshed.len()), (2, 1));
    }
}

#[test]
fn back_and_forward_in_the_browsers_cache_shows_what_the_tab_wrote_last() {
    let till = Start::new().run();
    let mut first = Tab::open(till.address, "/");
    first.click("add");
    let mut second = first.next("/other");
    assert_eq!(second.number("count"), 1);
    // Each comes back as often as the user goes back and forward; whichever is shown writes.
    for count in 2..8 {
        let (comes, goes) = match count % 2 {
            0 => (&mut first, &mut second),
            _ => (&mut second, &mut first),
        };
        goes.cut();
        comes.cut();
        comes.client.follow(goes.client.leaves());
        comes.connect();
        assert_eq!(comes.number("count"), count - 1);
        comes.click("add");
        assert_eq!((comes.number("count"), comes.refreshed.len()), (count, 0));
    }
}
