//! Session keys in the handlers of HTTP requests: from forms and scripts, of sessions that are here, elsewhere and nowhere.

use std::net::SocketAddr;
use std::thread;

use crate::redis::Redis;
use crate::tab::{Leave, Tab, request};
use crate::till::{Place, Start};

const SET: (&str, &str) = ("POST", "/theme");
const GET: (&str, &str) = ("GET", "/theme");

/// A script of the tab's page sets the theme.
fn set(tab: &Tab, theme: &str) {
    let answer = tab.fetch(SET, theme);
    assert_eq!(answer.status, 303, "{}", answer.body);
}

fn theme(tab: &Tab) -> String {
    let answer = tab.fetch(GET, "");
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body
}

/// The page is clicked 300 times while a script sets the theme 200 times by way of this process: nothing is lost.
fn click_and_set(tab: &mut Tab, address: SocketAddr) {
    let (browser, identity) = (tab.browser.clone(), tab.client.leaves().to_owned());
    thread::scope(|scope| {
        scope.spawn(move || {
            let origin = format!("http://{address}");
            let headers = [
                ("Origin", &*origin),
                ("Cookie", &*browser),
                ("Vango-Tab", &*identity),
            ];
            for number in 0..200 {
                let answer = request(address, SET, &headers, &format!("theme {number}"));
                assert_eq!(answer.status, 303, "{}", answer.body);
            }
        });
        (0..300).for_each(|_| tab.click("add"));
    });
    tab.click("add");
    tab.wait_until(|tab| tab.text("theme") == "theme 199");
}

#[test]
fn clicks_and_scripts_at_once_lose_nothing() {
    let place = Place::new("once");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    click_and_set(&mut tab, till.address);
    till.kill();
    let _till = start.run();
    tab.cut();
    tab.connect();
    assert_eq!(
        (tab.number("count"), &*tab.text("theme")),
        (301, "theme 199")
    );
}

#[test]
fn a_form_sets_a_key_and_the_page_after_it_shows_it() {
    let place = Place::new("form");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("add");
    let mut beside = tab.beside("/");
    let shown = tab.post("/theme", "dark", Leave::WithCookie);
    assert!(shown.contains("id=\"theme\">dark<"), "at once: {shown}");
    assert_eq!(tab.text("entered"), "dark", "the page function knows it");
    assert_eq!(tab.number("count"), 1);
    tab.click("add");
    tab.post("/theme", "", Leave::WithCookie);
    assert_eq!((tab.number("count"), &*tab.text("theme")), (2, ""));
    tab.post("/theme", "blue", Leave::WithCookie);
    till.kill();
    let _till = start.run();
    tab.cut();
    tab.connect();
    assert_eq!((tab.number("count"), &*tab.text("theme")), (2, "blue"));
    beside.cut();
    beside.connect();
    assert_eq!(beside.text("theme"), "", "a tab of its own");
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_script_sets_a_key_and_its_page_shows_it_at_once() {
    let place = Place::new("script");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    set(&tab, "dark");
    tab.wait_until(|tab| tab.text("theme") == "dark");
    assert_eq!(
        (tab.number("count"), tab.number("local")),
        (1, 1),
        "it is the same session"
    );
    tab.click("light");
    assert_eq!((&*tab.text("theme"), &*theme(&tab)), ("", ""));
    tab.click("dark");
    assert_eq!(theme(&tab), "dark", "what the page has written");
    set(&tab, "blue");
    till.kill();
    let _till = start.run();
    assert_eq!(theme(&tab), "blue", "without its session");
    tab.cut();
    tab.connect();
    assert_eq!((tab.number("count"), &*tab.text("theme")), (1, "blue"));
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_page_without_its_socket_shows_it_when_that_comes() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    tab.cut();
    // The server may not have noticed yet, or have.
    for name in ["red", "green", "blue"] {
        set(&tab, name);
        assert_eq!(theme(&tab), name);
        thread::sleep(std::time::Duration::from_millis(20));
    }
    tab.connect();
    assert_eq!((tab.number("local"), &*tab.text("theme")), (1, "blue"));
    tab.click("both");
    tab.load("/other", Leave::WithCookie);
    set(&tab, "grey");
    tab.connect();
    assert_eq!((tab.number("count"), &*tab.text("theme")), (2, "grey"));
    tab.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!((tab.number("count"), &*tab.text("theme")), (3, "grey"));
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_session_that_is_nowhere_finds_it_and_is_its_records_owner_still() {
    let place = Place::new("nowhere");
    let start = Start::new().store(&place);
    let mut till = start.run();
    let mut tab = Tab::open(till.address, "/");
    let mut empty = tab.beside("/");
    for round in 1..4 {
        tab.click("add");
        till.kill();
        till = start.run();
        tab.cut();
        empty.cut();
        set(&tab, &format!("first {round}"));
        set(&tab, &format!("second {round}"));
        set(&empty, "dark");
        tab.connect();
        empty.connect();
        assert_eq!(tab.number("count"), round);
        assert_eq!(tab.text("theme"), format!("second {round}"));
        assert_eq!((empty.number("count"), &*empty.text("theme")), (0, "dark"));
    }
    empty.click("add");
    tab.go("/", Leave::WithCookie);
    empty.go("/", Leave::WithCookie);
    assert_eq!((tab.number("count"), empty.number("count")), (3, 1));
    assert_eq!((tab.refreshed.len(), empty.refreshed.len()), (0, 0));
}

#[test]
fn a_session_in_another_process_takes_it_over_with_its_next_write() {
    let Some(redis) = Redis::start("handlers") else {
        return;
    };
    let start = Start::new().with("TILL_REDIS", redis.url());
    let (here, there) = (
        start.run(),
        Start::new().with("TILL_REDIS", redis.url()).run(),
    );
    let mut tab = Tab::open(here.address, "/");
    let mut empty = tab.beside("/");
    tab.click("both");
    for tab in [&tab, &empty] {
        let answer = tab.fetch_from(there.address, SET, "dark");
        assert_eq!(answer.status, 303, "{}", answer.body);
    }
    empty.click("add");
    empty.wait_until(|tab| tab.text("theme") == "dark");
    empty.go("/", Leave::WithCookie);
    assert_eq!((empty.number("count"), &*empty.text("theme")), (1, "dark"));
    tab.click("both");
    tab.wait_until(|tab| tab.text("theme") == "dark");
    assert_eq!((tab.number("count"), tab.number("local")), (2, 2));
    click_and_set(&mut tab, there.address);
    assert_eq!((tab.number("count"), tab.number("local")), (303, 2));
    here.kill();
    let _here = start.run();
    tab.cut();
    tab.connect();
    assert_eq!(
        (tab.number("count"), &*tab.text("theme")),
        (303, "theme 199")
    );
    assert_eq!(tab.refreshed, []);
}

#[test]
fn of_two_copies_of_a_tab_the_one_that_asks_has_it() {
    let till = Start::new().run();
    let mut first = Tab::open(till.address, "/");
    first.click("add");
    let mut copy = first.duplicate();
    copy.click("add");
    set(&first, "dark");
    first.wait_until(|tab| tab.text("theme") == "dark");
    copy.click("add");
    assert_eq!((copy.number("count"), &*copy.text("theme")), (3, ""));
    first.go("/", Leave::WithCookie);
    copy.go("/", Leave::WithCookie);
    assert_eq!((first.number("count"), &*first.text("theme")), (1, "dark"));
    assert_eq!((copy.number("count"), &*copy.text("theme")), (3, ""));
}

#[test]
fn a_page_that_comes_back_sets_it_for_itself() {
    let till = Start::new().run();
    let mut first = Tab::open(till.address, "/");
    first.click("add");
    let mut next = first.next("/other");
    next.click("add");
    // It finds that the page after it has the tab's record, and goes on in one of its own, as with a click.
    set(&first, "dark");
    first.wait_until(|tab| tab.text("theme") == "dark");
    next.click("add");
    assert_eq!((next.number("count"), &*next.text("theme")), (3, ""));
    assert_eq!((&*theme(&first), &*theme(&next)), ("dark", ""));
    first.go("/", Leave::WithCookie);
    next.go("/", Leave::WithCookie);
    assert_eq!((first.number("count"), &*first.text("theme")), (1, "dark"));
    assert_eq!((next.number("count"), &*next.text("theme")), (3, ""));
}

#[test]
fn a_visitor_without_a_tab_has_it_on_the_next_page() {
    let till = Start::new().run();
    let origin = format!("http://{}", till.address);
    let plain = [("Origin", &*origin), ("Sec-Fetch-Mode", "navigate")];
    let nothing = request(till.address, GET, &plain, "");
    assert_eq!((nothing.status, &*nothing.body), (200, ""));
    assert!(nothing.cookies.is_empty(), "{:?}", nothing.cookies);
    let answer = request(till.address, SET, &plain, "dark");
    assert_eq!((answer.status, answer.cookies.len()), (303, 2));
    let mut tab = Tab::open_with(till.address, "/", &answer.cookies);
    assert_eq!(
        (&*tab.text("entered"), &*tab.text("theme")),
        ("dark", "dark")
    );
    tab.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!((tab.number("count"), &*tab.text("theme")), (1, "dark"));
    // The browser has not told in time which tab it is: what is set goes to what the tab has.
    let shown = tab.post("/theme", "blue", Leave::WithoutCookie);
    assert!(shown.contains("id=\"theme\">blue<"), "{shown}");
    assert_eq!((tab.number("count"), &*tab.text("theme")), (1, "blue"));
    tab.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!((tab.number("count"), &*tab.text("theme")), (2, "blue"));
    assert_eq!(tab.refreshed, []);
}

#[test]
fn nobody_else_reads_or_writes_it() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("dark");
    let stranger = Tab::open(till.address, "/");
    let (identity, own) = (
        tab.client.leaves().to_owned(),
        format!("http://{}", till.address),
    );
    let ask = |what, headers: &[(&str, &str)]| {
        let answer = request(till.address, what, headers, "stolen");
        (answer.status, answer.body)
    };
    let cookie = format!("{}; vango_tab={identity}", tab.browser);
    let foreign = format!("{}; vango_tab={identity}", stranger.browser);
    for headers in [
        &[("Origin", "http://evil.example")][..],
        &[
            ("Origin", "http://evil.example"),
            ("Sec-Fetch-Site", "cross-site"),
        ],
        &[
            ("Sec-Fetch-Site", "same-site"),
            ("Sec-Fetch-Mode", "navigate"),
        ],
        &[("Origin", "null")],
        &[],
    ] {
        let headers = [headers, &[("Cookie", &*cookie)]].concat();
        let (status, problem) = ask(SET, &headers);
        assert_eq!(status, 403, "{headers:?}: {problem}");
        assert!(problem.contains("`resume::app::THEME`"), "{problem}");
        let (status, _) = ask(("GET", "/theme/link"), &headers);
        assert_eq!(status, 403, "{headers:?}");
    }
    // A script that does not say which tab it is of, or another browser's.
    let script = [("Origin", &*own), ("Sec-Fetch-Mode", "cors")];
    for more in [
        &[("Cookie", &*cookie)][..],
        &[("Cookie", &*stranger.browser), ("Vango-Tab", &*identity)],
        &[("Vango-Tab", &*identity)],
        &[("Cookie", &*tab.browser), ("Vango-Tab", "AAAA")],
    ] {
        let headers = [&script, more].concat();
        let (status, problem) = ask(SET, &headers);
        assert_eq!(status, 409, "{headers:?}: {problem}");
        assert!(problem.contains("Vango-Tab"), "{problem}");
        assert_eq!(ask(GET, &headers), (200, String::new()));
    }
    // A navigation of another browser gets a record of its own.
    let answer = request(
        till.address,
        SET,
        &[("Origin", &own), ("Cookie", &foreign)],
        "x",
    );
    assert_eq!((answer.status, answer.cookies.len()), (303, 1));
    tab.go("/", Leave::WithCookie);
    assert_eq!(tab.text("theme"), "dark");
}

#[test]
fn what_is_too_large_for_a_session_changes_nothing() {
    let till = Start::new().with("TILL_SESSION_BYTES", "50000").run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    set(&tab, "dark");
    let refuse = |tab: &Tab| {
        let answer = tab.fetch(SET, &"x".repeat(60_000));
        assert_eq!(answer.status, 413, "{}", answer.body);
        assert!(answer.body.contains("a session may take 50000 bytes"));
    };
    refuse(&tab);
    tab.look();
    assert_eq!((tab.number("local"), &*tab.text("theme")), (1, "dark"));
    assert_eq!(tab.text("problem"), "", "the page has written nothing");
    tab.load("/", Leave::WithCookie);
    refuse(&tab);
    tab.connect();
    assert_eq!((tab.number("count"), &*tab.text("theme")), (1, "dark"));
}

#[test]
fn what_is_too_large_or_cannot_be_stored_changes_nothing() {
    let Some(mut redis) = Redis::start("full") else {
        return;
    };
    let start = Start::new().with("TILL_REDIS", redis.url());
    let till = start.with("TILL_PATIENCE", "200").run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    set(&tab, "dark");
    let answer = tab.fetch(SET, &"x".repeat(100_000));
    assert_eq!(answer.status, 413, "{}", answer.body);
    assert!(answer.body.contains("65536 bytes"), "{}", answer.body);
    tab.look();
    assert_eq!((tab.number("local"), &*tab.text("theme")), (1, "dark"));
    redis.kill();
    let answer = tab.fetch(SET, "blue");
    assert_eq!(answer.status, 503, "{}", answer.body);
    redis.restart();
    tab.cut();
    tab.connect();
    while tab.try_click("add").is_err() {
        tab.cut();
        tab.connect();
    }
    assert_eq!((tab.number("count"), &*tab.text("theme")), (2, "dark"));
}
