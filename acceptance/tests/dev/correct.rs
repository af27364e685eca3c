//! Apps that break no rule: nothing is reported of them, whatever is clicked and however often they sleep.

use vango::reactive::Services;
use vango_acceptance::{Find, Tab};

use crate::check;

#[path = "../../../examples/counter.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod counter;
#[path = "../../../examples/guestbook.rs"]
#[expect(dead_code, unreachable_pub, reason = "its `main` starts a server")]
mod guestbook;
#[path = "../../../examples/rows.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod rows;
#[path = "../../../examples/todo.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod todo;

/// Clicks everything that can be clicked, in turn, and lets the session sleep now and then.
fn walk(tab: &mut Tab, tag: &str, clicks: usize) {
    for at in 0..clicks {
        let count = tab.count(&Find::tag(tag));
        if count == 0 {
            return;
        }
        // A stride that comes past each of them.
        let nth = at * 7 % count;
        let find = Find::tag(tag).nth(nth);
        // A button that submits is heard by its form.
        if tab.attribute(&find, "disabled").is_none()
            && let Ok(frames) = tab.client.click(&find)
        {
            frames.iter().for_each(|frame| tab.send(frame));
            tab.work();
        }
        if at % 5 == 4 {
            tab.pass(60_000);
            tab.hibernate();
        }
        check(tab, &[]);
    }
}

#[test]
fn counters() {
    walk(&mut Tab::open::<counter::Home>(), "button", 40);
}

#[test]
fn rows_of_two_tables() {
    let mut tab = Tab::open::<rows::Home>();
    for (id, name) in [("list", "create-1000"), ("vec", "create-1000")] {
        tab.click(&Find::test_id(name).inside(Find::id(id)));
    }
    for name in ["swap", "update"] {
        for id in ["list", "vec"] {
            tab.click(&Find::test_id(name).inside(Find::id(id)));
        }
    }
    check(&tab, &[]);
    walk(&mut tab, "a", 6);
}

#[test]
fn things_to_do() {
    let mut tab = Tab::open::<todo::TodoPage>();
    for title in ["Tea", "Milk", "Bread"] {
        let field = Find::default().attribute("aria-label", "What is to be done?");
        tab.input(&field, title);
        tab.submit(&Find::tag("form"));
    }
    walk(&mut tab, "button", 40);
}

#[test]
fn a_guestbook() {
    let mut services = Services::new();
    services.insert(guestbook::Book::sample());
    let mut tab = Tab::open_with::<guestbook::Guestbook>(services);
    tab.work();
    walk(&mut tab, "button", 10);
    check(&tab, &[]);
}
