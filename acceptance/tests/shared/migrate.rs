//! Stored values of another type: what `migrate` makes of them.

use std::sync::Arc;

use vango::persist::{Bindings, Describe, Fingerprint, SchemaBook, StoredValue, Values, encode};
use vango::prelude::*;
use vango::session::{Outbox, Scratch, Session, SessionSettings, Turn};
use vango::view::Invocation;
use vango_schema::{Content, Schema};

#[shared(schema = "test:Prices:v2", migrate(Vec<u32> as "test:Prices:v1" => in_cents, String => |_| Vec::new()))]
static PRICES: Vec<u64> = [7];

fn in_cents(old: Vec<u32>) -> Vec<u64> {
    old.into_iter()
        .map(|price| u64::from(price) * 100)
        .collect()
}

#[component]
fn Page(_cx: &mut Setup) -> Component {
    render(move |r| view! { r, <p>{format!("{:?}", PRICES.get(r))}</p> })
}

/// What a page shows of a value that was stored with this fingerprint.
fn page(fingerprint: Fingerprint, bytes: Vec<u8>) -> String {
    let mut values = Values::new(Bindings::default(), SchemaBook::default());
    values.push(StoredValue {
        id: "shared::migrate::PRICES".into(),
        fingerprint,
        order: 1,
        scope: vango_runtime::persist::Scope::Session,
        len: bytes.len(),
        bytes: bytes.into(),
    });
    let settings = SessionSettings {
        values,
        ..SessionSettings::default()
    };
    let mut turn = Turn {
        now_ms: 0,
        scratch: &mut Scratch::default(),
        out: &mut Outbox::default(),
    };
    let root = Arc::new(Invocation::of::<Page>);
    let page = Session::open(root, settings).and_then(|mut session| session.page(&mut turn));
    page.expect("it renders").html
}

/// Of an item's values whose meaning has this name.
fn named(id: &'static str, schema: &'static Schema) -> Fingerprint {
    Fingerprint::of(&Schema::Named {
        name: "any",
        id: Some(id),
        content: Content::Newtype(schema),
    })
}

#[test]
fn old_values_become_new_ones_by_the_function_of_their_type() {
    let old = encode(&vec![1_u32, 2], 100).expect("it is small");
    let v1 = named("test:Prices:v1", <Vec<u32>>::SCHEMA);
    assert_eq!(page(v1, old.clone()), "<p>[100, 200]</p>");
    let text = encode(&"none".to_owned(), 100).expect("it is small");
    assert_eq!(page(Fingerprint::of(String::SCHEMA), text), "<p>[]</p>");
    let current = encode(&vec![5_u64], 100).expect("it is small");
    let v2 = named("test:Prices:v2", <Vec<u64>>::SCHEMA);
    assert_eq!(page(v2, current), "<p>[5]</p>");
    // Of the same type, and nobody has said what it means.
    let unnamed = page(Fingerprint::of(<Vec<u32>>::SCHEMA), old);
    assert_eq!(unnamed, "<p>[7]</p>");
}
