//! The examples, tested as their author would: a headless tab in place of the browser, gestures, and what is shown then.
//!
//! Whether focus and layout are right is for a browser to say: `xtask/browser`.

use tokio::runtime::Runtime;
use vango::reactive::Services;
use vango_acceptance::{Find, Tab};

#[path = "../../examples/guestbook.rs"]
#[expect(dead_code, unreachable_pub, reason = "its `main` starts a server")]
mod guestbook;
#[path = "../../examples/todo.rs"]
#[expect(dead_code, reason = "its `main` starts a server")]
mod todo;

/// A control by the name that a screen reader says.
fn named(name: &str) -> Find {
    Find::default().attribute("aria-label", name)
}

fn button(text: &str) -> Find {
    Find::tag("button").text(text)
}

/// A page of things to do with these.
fn todos(titles: &[&str]) -> Tab {
    let mut tab = Tab::open::<todo::TodoPage>();
    for title in titles {
        tab.input(&named("What is to be done?"), title);
        tab.submit(&Find::tag("form"));
    }
    tab
}

/// The titles that are shown, in order.
fn titles(tab: &Tab) -> Vec<String> {
    let rows = tab.count(&Find::tag("li"));
    let row = |at| Find::tag("li").nth(at);
    let is_shown = |at: &usize| tab.attribute(&row(*at), "hidden").is_none();
    let title = |at| {
        tab.text(
            &Find::tag("button")
                .attribute("class", "title")
                .inside(row(at)),
        )
    };
    (0..rows).filter(is_shown).map(title).collect()
}

#[test]
fn what_is_to_be_done_is_added_ticked_off_and_filtered() {
    let mut tab = todos(&["Tea", "  ", "Milk", "Bread"]);
    assert_eq!(titles(&tab), ["Tea", "Milk", "Bread"], "nothing blank");
    let new = named("What is to be done?");
    assert_eq!(tab.value(&new), "", "ready for the next");

    tab.click(&named("Done: Milk"));
    let counts = Find::tag("span").attribute("role", "status");
    assert_eq!(tab.text(&counts), "2 active, 1 done");
    tab.click(&button("Done"));
    assert_eq!(titles(&tab), ["Milk"]);
    tab.click(&button("Active"));
    assert_eq!(titles(&tab), ["Tea", "Bread"]);
    tab.click(&named("Move up: Bread"));
    assert_eq!(
        titles(&tab),
        ["Bread", "Tea"],
        "past the row that is hidden"
    );
    tab.click(&button("All"));
    tab.click(&button("Clear done"));
    assert_eq!(titles(&tab), ["Bread", "Tea"]);
    assert_eq!(tab.text(&counts), "2 active, 0 done");
}

#[test]
fn a_title_is_edited_in_place_and_kept_or_not() {
    let mut tab = todos(&["Tea"]);
    let field = named("New title of Tea");
    for (key, expected) in [("Escape", "Tea"), ("Enter", "Green tea")] {
        tab.press(&button("Tea"), "Enter");
        assert_eq!(tab.value(&field), "Tea");
        tab.input(&field, "Green tea ");
        tab.press(&field, key);
        assert_eq!(titles(&tab), [expected]);
    }
}

/// A guestbook in a tab, whose server has been asked and has answered.
fn guestbook(services: &Services) -> Tab {
    let mut tab = Tab::open_with::<guestbook::Guestbook>(services.clone());
    tab.wait_for(|tab| tab.html().contains("entries"));
    tab
}

fn services() -> Services {
    let mut services = Services::new();
    services.insert(guestbook::Book::sample());
    services
}

fn write(tab: &mut Tab, name: &str, text: &str) {
    tab.input(&Find::tag("input").attribute("name", "name"), name);
    tab.input(&Find::tag("textarea"), text);
    tab.submit(&Find::tag("form"));
}

#[test]
fn what_one_signs_another_reads() {
    let runtime = Runtime::new().expect("a runtime");
    let _timers = runtime.enter();
    let services = services();
    let (mut writer, mut reader) = (guestbook(&services), guestbook(&services));
    write(&mut writer, "Alan", "Can machines think?");
    assert_eq!(
        writer.attribute(&button("Signing…"), "disabled"),
        Some(String::new())
    );
    writer.wait_for(|tab| tab.html().contains("Thank you"));
    reader.wait_for(|tab| tab.html().contains("Can machines think?"));
    assert_eq!(writer.value(&Find::tag("textarea")), "");
    assert_eq!(writer.count(&Find::tag("article")), 3);
}

#[test]
fn what_was_refused_is_still_in_the_form() {
    let runtime = Runtime::new().expect("a runtime");
    let _timers = runtime.enter();
    let mut tab = guestbook(&services());
    let alert = Find::tag("p").attribute("role", "alert");
    write(&mut tab, "Mallory", "https://example.com");
    tab.submit(&Find::tag("form"));
    assert_eq!(tab.text(&alert), "Not sent: the action is running already");
    tab.wait_for(|tab| tab.html().contains("No links"));
    assert_eq!(tab.text(&alert), "No links, please.");
    let text = tab.value(&Find::tag("textarea"));
    assert_eq!(text, "https://example.com");
    assert_eq!(tab.count(&Find::tag("article")), 2);
}

#[test]
fn a_search_shows_what_was_found_last_until_it_has_an_answer() {
    let runtime = Runtime::new().expect("a runtime");
    let _timers = runtime.enter();
    let mut tab = guestbook(&services());
    tab.input(&Find::tag("input").attribute("type", "search"), "ship");
    let section = Find::tag("section");
    assert_eq!(
        tab.attribute(&section, "aria-busy"),
        Some("true".to_owned())
    );
    assert_eq!(tab.count(&Find::tag("article")), 2);
    tab.wait_for(|tab| tab.html().contains("1 entry"));
    assert_eq!(tab.text(&Find::tag("footer")), "Grace");
}
