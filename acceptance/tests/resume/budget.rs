//! How much of the budgets is used: as figures, and as a warning while somebody develops the app.

use vango::{App, Cause, Limits};

use crate::app::{Plain, handlers};
use crate::tab::Tab;
use crate::till::{Place, Start};

/// Part of each warning.
const TOLD: &str = "bytes that it may";
const SET: (&str, &str) = ("POST", "/theme");

fn set(tab: &Tab, bytes: usize) {
    let answer = tab.fetch(SET, &"x".repeat(bytes));
    assert_eq!(answer.status, 303, "{}", answer.body);
}

/// What an app has logged about budgets while all this was written.
fn warnings(name: &str, mode: &str) -> Vec<String> {
    let place = Place::new(name);
    let start = Start::new()
        .store(&place)
        .with("TILL_MODE", mode)
        .with("TILL_SESSION_BYTES", "100000");
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    // Half of a value's 64 KiB is 32,768 bytes, of which 17 and three say what it is.
    set(&tab, 32_747);
    assert_eq!(till.errors(TOLD), [""; 0], "below");
    set(&tab, 32_748);
    tab.click("name");
    if mode == "development" {
        till.wait_for_errors(TOLD, 1);
    }
    let first = till.errors(TOLD);
    for bytes in [40_000, 41_000] {
        set(&tab, bytes);
    }
    set(&tab.beside("/"), 45_000);
    assert_eq!(till.errors(TOLD), first, "once");
    // As a session's, without the session: it is written into the record.
    till.kill();
    let till = start.run();
    tab.cut();
    set(&tab, 60_000);
    if mode == "development" {
        till.wait_for_errors(TOLD, 2);
    }
    [first, till.errors(TOLD)].concat()
}

#[test]
fn from_half_of_a_budget_on_a_developer_is_told_once_for_each_item() {
    let all = warnings("half", "development");
    let [first, again, session] = &all[..] else {
        panic!("{all:#?}");
    };
    let value = |bytes| format!("`resume::app::THEME` takes {bytes} of the 65536 bytes");
    assert!(first.contains(&value(32_768)), "{first}");
    assert!(first.contains("persist a reference"), "{first}");
    assert!(first.contains("your database"), "{first}");
    assert!(
        again.contains(&value(60_020)),
        "another process knows nothing: {again}"
    );
    assert!(
        session.contains("with `resume::app::THEME` a session takes 60")
            && session.contains("of the 100000 bytes"),
        "{session}"
    );
}

#[test]
fn nothing_is_told_in_production() {
    assert_eq!(warnings("silent", "production"), [""; 0]);
}

#[test]
fn the_use_of_budgets_is_counted() {
    let limits = Limits {
        state_session_bytes: 100_000,
        ..Limits::default()
    };
    let app = App::new().page("/", Plain).fallback(handlers());
    let server = app.limits(limits).start().expect("a free port");
    let count = |cause| server.counters().get(cause);
    let mut tab = Tab::open(server.addr(), "/");
    assert_eq!(server.state_bytes(), 0);
    set(&tab, 1_000);
    tab.wait_until(|tab| tab.number("theme") == 1_000);
    assert_eq!(server.state_bytes(), 1_020);
    assert_eq!(count(Cause::StateValueHalf), 0);
    for bytes in [40_000, 60_000] {
        set(&tab, bytes);
    }
    assert_eq!(count(Cause::StateValueHalf), 2);
    assert_eq!(count(Cause::StateSessionHalf), 1);
    assert_eq!(server.state_bytes(), 60_020);
    assert_eq!(tab.fetch(SET, &"x".repeat(70_000)).status, 413);
    assert_eq!(server.state_bytes(), 60_020);
    assert_eq!(count(Cause::KeyRefused), 0);
    let answer = crate::tab::request(
        server.addr(),
        SET,
        &[("Origin", "http://evil.example")],
        "x",
    );
    assert_eq!((answer.status, count(Cause::KeyRefused)), (403, 1));
    server.shutdown();
}

#[test]
fn a_developer_whose_app_has_no_store_is_told_so_once_and_with_one_not_at_all() {
    const FORGETS: &str = "the app has no store";
    let till = Start::new().with("TILL_MODE", "development").run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("name");
    tab.click("dark");
    till.wait_for_errors(FORGETS, 1);
    let told = till.errors(FORGETS);
    assert!(
        told[0].contains("`resume::app::") && told[0].contains(".store(RedbStore::open("),
        "{told:?}"
    );
    let production = Start::new().with("TILL_MODE", "production").run();
    let place = Place::new("lasting");
    let lasting = Start::new().with("TILL_MODE", "development");
    let lasting = lasting.store(&place).run();
    for other in [&production, &lasting] {
        Tab::open(other.address, "/").click("dark");
        assert_eq!(other.errors(FORGETS), [""; 0]);
    }
    assert_eq!(till.errors(FORGETS), told, "once");
}
