//! One version of an app after another, on one store: values that both can read, and values that they cannot.

use std::time::Duration;

use vango_protocol::RefreshReason;

use crate::tab::{Leave, Tab};
use crate::till::{Place, Start};

/// The app with its tally as one type or another.
fn version<'p>(start: &Start<'p>, name: &'p str) -> Start<'p> {
    let mut start = start.clone();
    start.environment.push(("TILL_BUILD", name.to_owned()));
    start.environment.push(("TILL_VERSION", name.to_owned()));
    start
}

#[test]
fn a_warm_deploy_and_its_rollback_keep_what_each_version_can_read() {
    let place = Place::new("warm");
    let start = Start::new().store(&place);
    let (old, new) = (version(&start, "u32"), version(&start, "u64"));
    let till = old.run();
    let mut tab = Tab::open(till.address, "/");
    (0..3).for_each(|_| tab.click("tally"));
    till.terminate();
    let till = new.run();
    tab.cut();
    tab.connect();
    assert_eq!(tab.text("tallied"), "3");
    tab.click("tally");
    till.terminate();
    let till = old.run();
    tab.cut();
    tab.connect();
    // A wider number may not fit: the older version has what it has written itself.
    assert_eq!(tab.text("tallied"), "3");
    tab.click("tally");
    tab.click("tally");
    till.terminate();
    let _till = new.run();
    tab.cut();
    tab.connect();
    assert_eq!(tab.text("tallied"), "5", "the newest that it can read");
    assert_eq!(tab.refreshed, []);
    tab.go("/other", Leave::WithCookie);
    assert_eq!(tab.text("tallied"), "5");
}

#[test]
fn a_cold_deploy_loads_the_page_once_and_keeps_what_is_compatible() {
    let place = Place::new("cold");
    let start = Start::new().store(&place);
    let till = version(&start, "u64").run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("tally");
    tab.click("add");
    tab.click("dark");
    till.terminate();
    let till = version(&start, "text").run();
    tab.cut();
    tab.connect();
    assert_eq!(tab.refreshed, [RefreshReason::StateReset], "once");
    assert_eq!(
        (
            tab.text("tallied").as_str(),
            tab.number("count"),
            tab.text("theme").as_str()
        ),
        ("", 1, "dark")
    );
    tab.click("tally");
    tab.cut();
    tab.connect();
    assert_eq!(
        (tab.text("tallied").as_str(), tab.refreshed.len()),
        ("|", 1)
    );
    till.terminate();
    let till = version(&start, "u64").run();
    tab.cut();
    tab.connect();
    assert_eq!(
        (tab.text("tallied").as_str(), tab.number("count")),
        ("1", 1),
        "a rollback finds its own"
    );
    // And forth again, under the page that the colder version has loaded: it has a mark, which is older than this.
    tab.click("tally");
    assert_eq!(tab.text("tallied"), "2");
    till.terminate();
    let _till = version(&start, "text").run();
    tab.cut();
    tab.connect();
    assert_eq!(
        (tab.text("tallied").as_str(), tab.refreshed.len()),
        ("|", 1),
        "its own is there"
    );
}

#[test]
fn a_value_that_is_left_is_told_once_though_each_page_finds_it() {
    const TOLD: &str = "the stored value of `resume::app::MARKS` was left";
    let place = Place::new("told");
    let start = Start::new().store(&place);
    let till = version(&start, "u64").run();
    let mut tabs = [Tab::open(till.address, "/"), Tab::open(till.address, "/")];
    tabs.iter_mut().for_each(|tab| tab.click("tally"));
    till.terminate();
    let till = version(&start, "text").run();
    for (place, tab) in tabs.iter_mut().enumerate() {
        tab.cut();
        tab.connect();
        for path in ["/other", "/", "/other"] {
            tab.go(path, Leave::WithCookie);
            assert_eq!(tab.text("tallied"), "");
        }
        // What was said of the pages before is there when this is.
        till.wait_for_errors(TOLD, place + 1);
    }
    assert_eq!(till.count_errors(TOLD), tabs.len(), "once for a browser");
}

#[test]
fn what_has_expired_begins_anew() {
    let place = Place::new("expired");
    let start = Start::new().store(&place).with("TILL_LIFETIME", "3000");
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("add");
    till.kill();
    std::thread::sleep(Duration::from_millis(3_200));
    let _till = start.run();
    tab.cut();
    tab.connect();
    assert_eq!((tab.number("count"), tab.refreshed.len()), (0, 0));
    tab.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!(tab.number("count"), 1);
}
