//! What a `bool` is as the value of an attribute: HTML has two kinds, and a page for people who use a screen reader
//! depends on the difference.

use vango::prelude::*;
use vango_acceptance::Tab;
use vango_client::headless::Find;

#[component]
fn Toggle(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    let known = cx.signal(None::<bool>);
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { let now = !*on.get(tx); on.set(tx, now); known.set(tx, Some(!now)); }>"toggle"</button>
            <output aria-pressed=on aria-checked=known draggable=(*on.get(r)) spellcheck={*on.get(r)}
                hidden=on inert=(*on.get(r)) data-on=on></output>
        }
    })
}

const NAMES: [&str; 7] = [
    "aria-pressed",
    "aria-checked",
    "draggable",
    "spellcheck",
    "hidden",
    "inert",
    "data-on",
];

fn values(tab: &Tab) -> [Option<String>; 7] {
    NAMES.map(|name| tab.attribute(&Find::tag("output"), name))
}

#[test]
fn a_bool_is_a_word_where_html_says_so_and_presence_elsewhere() {
    let mut tab = Tab::open::<Toggle>();
    let word = |text: &str| Some(text.to_owned());
    let off = [
        word("false"),
        None,
        word("false"),
        word("false"),
        None,
        None,
        None,
    ];
    assert_eq!(values(&tab), off);
    assert!(
        tab.page.contains(r#" aria-pressed="false""#),
        "{}",
        tab.page
    );
    tab.click(&Find::tag("button"));
    let on = [
        word("true"),
        word("false"),
        word("true"),
        word("true"),
        word(""),
        word(""),
        word(""),
    ];
    assert_eq!(values(&tab), on);
    tab.click(&Find::tag("button"));
    let off_again = [
        off[0].clone(),
        word("true"),
        off[2].clone(),
        off[3].clone(),
        None,
        None,
        None,
    ];
    assert_eq!(values(&tab), off_again);
}

#[component]
fn Tabs(cx: &mut Setup) -> Component {
    let on = cx.signal(false);
    let off = cx.memo(move |r| !*on.get(r));
    render(move |r| {
        view! { r,
            <button on:click=move |tx| { on.toggle(tx); }>"toggle"</button>
            <output class="tab" class:open=on class:shut=off></output>
        }
    })
}

#[test]
fn a_class_follows_the_handle_that_it_is_given() {
    let mut tab = Tab::open::<Tabs>();
    let class = |tab: &Tab| tab.attribute(&Find::tag("output"), "class");
    assert_eq!(class(&tab).as_deref(), Some("tab shut"));
    tab.click(&Find::tag("button"));
    let now = class(&tab).unwrap_or_default();
    let mut names: Vec<&str> = now.split(' ').collect();
    names.sort_unstable();
    assert_eq!(names, ["open", "tab"]);
}
