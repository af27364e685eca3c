//! The process ends, in whatever way, and another one takes over.

use crate::tab::{Leave, Tab};
use crate::till::{Place, Start};

#[test]
fn a_killed_process_loses_nothing_that_was_shown() {
    let place = Place::new("killed");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut tab = Tab::open(till.address, "/");
    let mut quiet = tab.beside("/other");
    tab.click("both");
    tab.click("dark");
    till.kill();
    tab.cut();
    quiet.cut();
    let till = start.run();
    tab.connect();
    quiet.connect();
    assert_eq!((tab.number("count"), tab.number("local")), (1, 0));
    assert_eq!(
        (tab.text("theme").as_str(), quiet.number("count")),
        ("dark", 0)
    );
    tab.click("add");
    quiet.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!((tab.number("count"), quiet.number("count")), (2, 1));
    till.terminate();
    let _till = start.run();
    tab.cut();
    tab.connect();
    assert_eq!(tab.number("count"), 2);
    assert_eq!(
        (tab.refreshed.len(), quiet.refreshed.len()),
        (0, 0),
        "nothing is loaded anew"
    );
}

#[test]
fn copies_and_tabs_without_a_cookie_come_back_to_what_is_their_own() {
    let place = Place::new("own");
    let start = Start::new().store(&place);
    let mut till = start.run();
    let mut first = Tab::open(till.address, "/");
    first.click("add");
    let mut copy = first.duplicate();
    copy.click("add");
    first.click("add");
    first.click("add");
    let mut plain = first.beside("/");
    plain.click("add");
    plain.go("/other", Leave::WithoutCookie);
    for round in 0..3 {
        till.kill();
        till = start.run();
        for (tab, count) in [(&mut first, 3), (&mut copy, 2), (&mut plain, 1)] {
            tab.cut();
            tab.connect();
            assert_eq!(tab.number("count"), count + round);
            tab.click("add");
            assert_eq!(tab.refreshed, []);
        }
    }
}

/// Rounds of clicks, of which the process is killed in the middle. `VANGO_KILLS` sets their number.
#[test]
fn kills_neither_lose_nor_double_a_click() {
    let rounds = std::env::var("VANGO_KILLS")
        .ok()
        .and_then(|rounds| rounds.parse().ok());
    let rounds: u32 = rounds.unwrap_or(50);
    let place = Place::new("rounds");
    let start = Start::new().store(&place);
    let mut till = start.run();
    let mut tab = Tab::open(till.address, "/");
    let (mut acknowledged, mut lost_in_flight) = (0, 0);
    for round in 0..rounds {
        for _ in 0..round % 4 {
            tab.click("add");
            acknowledged += 1;
        }
        // Some of these are stored, some are not; each is whole or absent.
        let in_flight = u64::from(round % 3);
        for _ in 0..in_flight {
            tab.click_unheard("add");
        }
        if round % 5 == 0 {
            std::thread::sleep(std::time::Duration::from_micros(u64::from(round % 7) * 700));
        }
        till.kill();
        till = start.run();
        tab.cut();
        tab.connect();
        let count = tab.number("count");
        assert!(
            (acknowledged..=acknowledged + in_flight).contains(&count),
            "round {round}: {acknowledged} were acknowledged, {in_flight} under way, {count} are there"
        );
        lost_in_flight += acknowledged + in_flight - count;
        acknowledged = count;
    }
    assert_eq!(tab.refreshed, []);
    println!(
        "{rounds} kills: {acknowledged} clicks stored, none lost or doubled; {lost_in_flight} of those under way had not come"
    );
}
