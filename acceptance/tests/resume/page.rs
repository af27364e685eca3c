//! What a tab has is there on its next page, and nobody else's.

use crate::tab::{Leave, Tab};
use crate::till::{Place, Start};

#[test]
fn a_refresh_and_another_page_of_the_tab_show_what_it_has() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    tab.click("dark");
    let shown = tab.go("/", Leave::WithCookie);
    assert!(shown.contains("id=\"count\">1<"), "at once: {shown}");
    assert_eq!(
        (tab.number("count"), tab.number("local")),
        (1, 0),
        "signals are the page's"
    );
    assert_eq!(tab.text("theme"), "dark");
    tab.click("add");
    tab.go("/other", Leave::WithCookie);
    assert_eq!(tab.number("count"), 2);
    assert_eq!(tab.text("entered"), "dark", "the page function knows it");
    tab.click("light");
    tab.click("add");
    tab.go("/", Leave::WithCookie);
    assert_eq!(tab.text("entered"), "");
    assert_eq!((tab.number("count"), tab.text("theme").as_str()), (3, ""));
    assert_eq!(tab.refreshed, []);
}

#[test]
fn a_browser_that_leaves_no_cookie_shows_it_with_the_socket() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("add");
    for count in 1..4 {
        let shown = tab.go("/", Leave::WithoutCookie);
        assert!(shown.contains("id=\"count\">0<"), "not yet: {shown}");
        assert_eq!(tab.number("count"), count);
        tab.click("add");
    }
    tab.go("/", Leave::WithCookie);
    assert_eq!(tab.number("count"), 4);
}

#[test]
fn tabs_do_not_share_and_a_duplicate_goes_its_own_way() {
    let till = Start::new().run();
    let mut first = Tab::open(till.address, "/");
    first.click("add");
    let mut beside = first.beside("/");
    assert_eq!(beside.number("count"), 0);
    beside.click("both");
    let mut copy = first.duplicate();
    assert_eq!(copy.number("count"), 1);
    copy.click("add");
    copy.click("add");
    first.click("add");
    assert_eq!(
        (
            first.number("count"),
            copy.number("count"),
            beside.number("count")
        ),
        (2, 3, 1)
    );
    first.click("add");
    for (tab, count) in [(&mut first, 3), (&mut copy, 3), (&mut beside, 1)] {
        tab.go("/", Leave::WithCookie);
        assert_eq!(tab.number("count"), count);
        tab.click("add");
        tab.go("/", Leave::WithCookie);
        assert_eq!(tab.number("count"), count + 1);
    }
}

#[test]
fn what_is_too_large_is_undone_and_said() {
    let till = Start::new().run();
    let mut tab = Tab::open(till.address, "/");
    tab.click("both");
    tab.click("much");
    assert_eq!(
        (tab.number("count"), tab.number("local")),
        (1, 1),
        "nothing of it, and nothing else is lost"
    );
    assert!(tab.text("names").is_empty());
    tab.click("both");
    assert_eq!((tab.number("count"), tab.number("local")), (2, 2));
}

#[test]
fn all_tabs_of_a_browser_show_what_it_shares() {
    let place = Place::new("browser");
    let start = Start::new().store(&place);
    let till = start.run();
    let mut first = Tab::open(till.address, "/");
    let mut second = first.beside("/other");
    let mut stranger = Tab::open(till.address, "/");
    first.click("like");
    second.wait_until(|tab| tab.number("likes") == 1);
    second.click("like");
    first.wait_until(|tab| tab.number("likes") == 2);
    let third = first.beside("/");
    assert_eq!(
        (third.number("likes"), third.number("count")),
        (2, 0),
        "with the page"
    );
    stranger.click("like");
    assert_eq!(stranger.number("likes"), 1);
    till.kill();
    let _till = start.run();
    for tab in [&mut first, &mut second] {
        tab.cut();
        tab.connect();
        tab.wait_until(|tab| tab.number("likes") == 2);
    }
    first.click("like");
    second.wait_until(|tab| tab.number("likes") == 3);
    assert_eq!((first.refreshed.len(), stranger.number("likes")), (0, 1));
}
