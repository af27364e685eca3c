//! A persisted item is a static like any other: in modules, functions and components, imported, hidden, documented.

use vango::prelude::*;
use vango_acceptance::{Find, Tab};
use vango_schema::{Content, ContentBuf, Describe, Fingerprint, Lifetime, Schema, SchemaBuf};

mod shop {
    pub(super) mod cart {
        use vango::prelude::*;

        /// What the cart holds.
        #[shared]
        #[allow(dead_code, reason = "attributes go along")]
        pub(crate) static ITEMS: Vec<String> = ["tea"];

        #[cfg(test)]
        #[shared]
        pub(super) static COUPON: Option<String> = Some("x");

        #[cfg(not(test))]
        #[shared]
        static COUPON: ThisTypeDoesNotExist = None;
    }

    pub(super) use cart::ITEMS as CART;

    pub(super) fn coupon(cx: &impl vango::prelude::Read) -> Option<&String> {
        cart::COUPON.get(cx).as_ref()
    }
}

#[component]
fn First(_cx: &mut Setup) -> Component {
    #[shared]
    static COUNT: u32 = 1;
    render(
        move |r| view! { r, <button on:click=move |tx| { *COUNT.get_mut(tx) += 1; }>"first"</button> <p>{&COUNT}</p> },
    )
}

#[component]
fn Second(_cx: &mut Setup) -> Component {
    #[vango::shared(
        scope = browser,
        schema = "test:Count:v1",
        was = "shared::Old::COUNT",
        migrate(u16 as "test:Count:v0" => u32::from, bool => |old| if old { 1 } else { 0 }),
    )]
    static COUNT: u32 = 10;
    render(move |r| view! { r, <b>{&COUNT}</b> })
}

#[setup]
fn use_count(_cx: &mut Setup) -> &'static Shared<u32> {
    #[shared]
    static COUNT: u32 = 100;
    &COUNT
}

/// In a function that no macro of ours stands on.
fn bump<C: Write>(tx: &mut C) -> u32 {
    #[shared]
    static BUMPS: u32 = 0;
    *BUMPS.get_mut(tx) += 1;
    *BUMPS.get(tx)
}

#[component]
fn Page(cx: &mut Setup) -> Component {
    let third = use_count(cx);
    let bumps = cx.signal(0);
    render(move |r| {
        view! { r,
            <First/> <Second/> <i>{third}</i>
            <button on:click=move |tx| { let now = bump(tx); bumps.set(tx, now); shop::CART.get_mut(tx).push("milk".into()); }>"bump"</button>
            <output>{bumps} " " {shop::CART.get(r).join(",")} " " {shop::coupon(r)}</output>
        }
    })
}

#[test]
fn statics_of_one_name_are_items_of_their_own() {
    let mut tab = Tab::open::<Page>();
    let text = |tab: &Tab, tag| tab.text(&Find::tag(tag));
    assert_eq!(
        ["p", "b", "i"].map(|tag| text(&tab, tag)),
        ["1", "10", "100"]
    );
    tab.click(&Find::tag("button").text("first"));
    assert_eq!(
        ["p", "b", "i"].map(|tag| text(&tab, tag)),
        ["2", "10", "100"]
    );
    tab.click(&Find::tag("button").text("bump"));
    tab.click(&Find::tag("button").text("bump"));
    assert_eq!(tab.output(), "2 tea,milk,milk x");
}

/// From the program itself, as tools read it.
#[test]
fn paths_name_modules_components_and_setup_functions() {
    let program = std::env::current_exe().and_then(std::fs::read);
    let records = vango_schema::find_records(&program.expect("a program can read itself"));
    let records = records.expect("no two items have one path");
    let found = |path: &str| records.iter().find(|record| record.path == path);
    for (path, schema) in [
        (
            "shared::place::shop::cart::ITEMS",
            SchemaBuf::List(Box::new(SchemaBuf::Text)),
        ),
        ("shared::place::First::COUNT", SchemaBuf::from(u32::SCHEMA)),
        (
            "shared::place::use_count::COUNT",
            SchemaBuf::from(u32::SCHEMA),
        ),
        ("shared::place::BUMPS", SchemaBuf::from(u32::SCHEMA)),
    ] {
        let record = found(path).unwrap_or_else(|| panic!("{path} in {records:#?}"));
        assert_eq!(
            (record.lifetime, &record.schema),
            (Lifetime::Session, &schema)
        );
        assert_eq!((record.was.as_deref(), record.migrates.len()), (None, 0));
    }
    let second = found("shared::place::Second::COUNT").expect("it is there");
    assert_eq!(second.was.as_deref(), Some("shared::Old::COUNT"));
    assert_eq!(second.lifetime, Lifetime::Browser);
    let old = Schema::Named {
        name: "any",
        id: Some("test:Count:v0"),
        content: Content::Newtype(u16::SCHEMA),
    };
    assert_eq!(
        second.migrates,
        [Fingerprint::of(&old), Fingerprint::of(bool::SCHEMA)]
    );
    let SchemaBuf::Named { name, id, content } = &second.schema else {
        panic!("{second:#?}");
    };
    assert_eq!(
        (name.as_str(), id.as_deref()),
        ("COUNT", Some("test:Count:v1"))
    );
    assert_eq!(
        *content,
        ContentBuf::Newtype(Box::new(SchemaBuf::from(u32::SCHEMA)))
    );
    let key = found("shared::session::THEME").expect("it is there");
    assert_eq!(key.lifetime, Lifetime::Key);
    assert_eq!(key.schema, SchemaBuf::from(<Option<String>>::SCHEMA));
}
