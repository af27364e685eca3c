//! Several processes of an app, with one store or not.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use vango_protocol::RefreshReason;

use crate::redis::Redis;
use crate::tab::{Leave, Tab};
use crate::till::{Place, Start, Till};

fn on(redis: &Redis) -> Till {
    Start::new().with("TILL_REDIS", redis.url()).run()
}

/// Two browsers, each at its instance, add to a global at the same time.
fn count_visits(addresses: [SocketAddr; 2], each: u64) {
    let visit = |address: SocketAddr| {
        let mut tab = Tab::open(address, "/");
        (0..each).for_each(|_| tab.click("visit"));
        tab.wait_until(|tab| tab.number("visits") == 2 * each);
        tab.go("/", Leave::WithCookie);
        assert_eq!(tab.number("visits"), 2 * each);
    };
    thread::scope(|scope| {
        for address in addresses {
            scope.spawn(move || visit(address));
        }
    });
}

#[test]
fn updates_of_a_global_from_two_sessions_are_all_made() {
    let till = Start::new().run();
    count_visits([till.address; 2], 1_000);
}

#[test]
fn updates_of_a_global_from_two_instances_are_all_made() {
    let Some(redis) = Redis::start("globals") else {
        return;
    };
    let (here, there) = (on(&redis), on(&redis));
    count_visits([here.address, there.address], 1_000);
    drop((here, there));
    let later = on(&redis);
    assert_eq!(Tab::open(later.address, "/").number("visits"), 2_000);
}

#[test]
fn another_instance_with_the_same_store_goes_on() {
    let Some(redis) = Redis::start("instances") else {
        return;
    };
    let (here, there) = (on(&redis), on(&redis));
    let mut tab = Tab::open(here.address, "/");
    tab.click("both");
    // The socket breaks, and the load balancer chooses another one; the first has the session yet.
    tab.cut();
    tab.move_to(there.address);
    tab.connect();
    assert_eq!((tab.number("count"), tab.number("local")), (1, 0));
    tab.click("add");
    tab.cut();
    tab.move_to(here.address);
    tab.connect();
    // What it has in its memory is older; its first write finds that out, and nothing is lost or doubled.
    while tab.try_click("add").is_err() {
        tab.cut();
        tab.connect();
    }
    tab.go("/", Leave::WithCookie);
    assert_eq!(tab.number("count"), 3);
}

#[test]
fn two_versions_at_once_have_each_their_values() {
    let Some(redis) = Redis::start("versions") else {
        return;
    };
    let of_version = |name: &'static str| {
        let start = Start::new().with("TILL_REDIS", redis.url());
        start.with("TILL_BUILD", name).with("TILL_VERSION", name)
    };
    let [old, new] = ["u32", "text"].map(|name| of_version(name).run());
    let mut tab = Tab::open(old.address, "/");
    let mut other = Tab::open(new.address, "/");
    for _ in 0..2 {
        tab.click("tally");
        other.click("tally");
    }
    tab.click("add");
    assert_eq!(
        (tab.text("tallied").as_str(), other.text("tallied").as_str()),
        ("2", "||")
    );
    // What one version has stored, the other leaves where it is.
    for (till, tallied) in [(&new, ""), (&old, "2"), (&new, "|"), (&old, "3")] {
        tab.cut();
        tab.move_to(till.address);
        tab.connect();
        assert_eq!(
            (tab.text("tallied").as_str(), tab.number("count")),
            (tallied, 1)
        );
        tab.click("tally");
    }
    assert_eq!(tab.text("tallied"), "4");
}

#[test]
fn another_instance_without_the_store_begins_anew_and_harms_nothing() {
    let place = Place::new("alone");
    let here = Start::new().store(&place).run();
    let there = Start::new().run();
    let mut tab = Tab::open(here.address, "/");
    tab.click("add");
    tab.cut();
    tab.move_to(there.address);
    tab.connect();
    assert_eq!(tab.number("count"), 0);
    tab.click("dark");
    tab.cut();
    tab.move_to(here.address);
    tab.connect();
    assert_eq!((tab.number("count"), tab.text("theme").as_str()), (1, ""));
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_store_that_is_away_at_a_reconnect_is_waited_for() {
    let Some(mut redis) = Redis::start("away") else {
        return;
    };
    let start = Start::new().with("TILL_REDIS", redis.url());
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("add");
    till.kill();
    redis.kill();
    let _till = start.run();
    tab.cut();
    let back = thread::spawn(move || {
        thread::sleep(Duration::from_millis(700));
        redis.restart();
        redis
    });
    tab.connect();
    let _redis = back.join().expect("it starts");
    assert_eq!((tab.number("count"), tab.refreshed.len()), (1, 0));
}

#[test]
fn a_store_that_is_away_for_long_does_not_fill_the_log() {
    let Some(mut redis) = Redis::start("long") else {
        return;
    };
    let start = Start::new().with("TILL_REDIS", redis.url());
    redis.kill();
    let till = start.run();
    till.wait_for_errors("globals could not be read", 1);
    // It is asked again and again meanwhile.
    thread::sleep(Duration::from_secs(3));
    redis.restart();
    till.wait_for_errors("globals are read again", 1);
    assert_eq!(till.count_errors("globals could not be read"), 1);
    let mut tab = Tab::open(till.address, "/");
    tab.click("visit");
    assert_eq!(tab.number("visits"), 1);
}

#[test]
fn what_a_store_does_not_take_is_undone_and_said() {
    let Some(mut redis) = Redis::start("down") else {
        return;
    };
    let start = Start::new()
        .with("TILL_REDIS", redis.url())
        .with("TILL_PATIENCE", "200");
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    redis.kill();
    let problem = tab
        .try_click("both")
        .expect_err("nothing shows what is not stored");
    assert!(
        problem.contains("1013") || problem.contains("closed"),
        "{problem}"
    );
    tab.cut();
    tab.connect();
    assert_eq!(tab.number("count"), 1, "as before");
    assert!(
        tab.text("problem").contains("the store"),
        "{}",
        tab.text("problem")
    );
    redis.restart();
    while tab.try_click("add").is_err() {
        tab.cut();
        tab.connect();
    }
    assert_eq!(tab.number("count"), 2);
    drop(till);
    let _till = start.run();
    tab.cut();
    tab.connect();
    assert_eq!((tab.number("count"), tab.refreshed.len()), (2, 0));
}

#[test]
fn nobody_resumes_with_what_is_not_theirs() {
    let place = Place::new("foreign");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut owner = Tab::open(till.address, "/");
    owner.click("add");
    let other = Tab::open(till.address, "/");
    let mut thief = owner.duplicate();
    thief.browser.clone_from(&other.browser);
    till.kill();
    let till = start.run();
    // The identity is the owner's, the browser is not.
    thief.cut();
    thief.connect();
    assert_eq!(
        (thief.number("count"), &thief.refreshed[..]),
        (0, &[RefreshReason::SessionGone][..])
    );
    owner.cut();
    owner.connect();
    assert_eq!(owner.number("count"), 1);
    till.kill();
    // Another app on the same store, as its secret says.
    let _till = start.with("TILL_SECRET", "another").run();
    owner.cut();
    owner.connect();
    assert_eq!(
        (owner.number("count"), &owner.refreshed[..]),
        (0, &[RefreshReason::SessionGone][..])
    );
}

#[test]
fn tabs_of_a_browser_on_two_instances_show_what_it_shares() {
    let Some(redis) = Redis::start("browser") else {
        return;
    };
    let (here, there) = (on(&redis), on(&redis));
    let mut first = Tab::open(here.address, "/");
    let mut second = first.beside("/");
    second.cut();
    second.move_to(there.address);
    second.connect();
    first.click("like");
    second.wait_until(|tab| tab.number("likes") == 1);
    second.click("like");
    first.wait_until(|tab| tab.number("likes") == 2);
}
