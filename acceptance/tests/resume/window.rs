//! A page whose session waits no longer, and one whose script speaks another version of the protocol.

use std::thread::sleep;
use std::time::{Duration, Instant};

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
    for (count, leave) in [(1, Leave::WithCookie), (2, Leave::WithoutCookie)] {
        let refreshed = tab.refreshed.len();
        tab.cut();
        tab.speak_otherwise();
        tab.connect();
        assert_eq!(tab.refreshed.len(), refreshed + 1, "once");
        assert_eq!((tab.number("count"), tab.number("local")), (count, 0));
        tab.click("add");
        // The next page, too, when its script was refused before it was ever welcomed.
        tab.go_refused("/other", leave);
        assert_eq!(tab.number("count"), count + 1);
        assert_eq!(tab.refreshed.len(), refreshed + 2);
        tab.click("local-add");
    }
}
