//! Persisted items: made when they are reached, tracked like signals, stored whole or undone, carried over.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use vango_schema::{Describe, Fingerprint, Lifetime, Record};

use super::{check_edges, dirty, render, store, tx};
use crate::persist::{
    Bindings, Budget, BudgetUse, Definition, Hydration, Migration, Persist, PersistError,
    SchemaBook, Scope, StoredValue, Values, decode, encode,
};
use crate::reactive::budget::StateBudget;
use crate::reactive::kept::Told;
use crate::reactive::{SessionKey, Shared, Store, StoreSettings};

const fn record<T: Persist>(path: &'static str) -> Record {
    Record {
        lifetime: Lifetime::Session,
        path,
        was: None,
        migrates: &[],
        schema: T::SCHEMA,
    }
}

const fn definition<T: Persist>(record: &'static Record, initial: fn() -> T) -> Definition<T> {
    Definition::new(record, &[], initial, &[])
}

static COUNT: Shared<u32> = Shared::new(definition(&const { record::<u32>("app::COUNT") }, || 7));
static NAMES: Shared<Vec<String>> = Shared::new(definition(
    &const { record::<Vec<String>>("app::NAMES") },
    Vec::new,
));
static THEME: SessionKey<String> = SessionKey::new(definition(
    &const { record::<Option<String>>("app::THEME") },
    || None,
));
static TEXT: Shared<String> = Shared::new(Definition::new(
    &const { record::<String>("app::TEXT") },
    &[],
    || "fresh".to_owned(),
    &[Migration {
        from: Fingerprint::of(u32::SCHEMA),
        read: |bytes| decode::<u32>(bytes).map(|count| format!("{count} of before")),
    }],
));

fn with(values: Values, budget: StateBudget) -> Store {
    Store::new(StoreSettings {
        values,
        budget: Arc::new(budget),
        ..StoreSettings::new(7)
    })
}

fn stored<T: Persist>(values: &mut Values, id: &'static str, order: u64, value: &T) {
    let bytes = encode(value, 1000).expect("it is small");
    values.push(StoredValue {
        id: id.into(),
        fingerprint: Fingerprint::of(T::SCHEMA),
        order,
        scope: Scope::Session,
        len: bytes.len(),
        bytes: bytes.into(),
    });
}

/// What was written, by field, as `T`.
fn written<T: Persist>(store: &mut Store) -> Vec<(String, T)> {
    let read = |write: crate::persist::Write| {
        let bytes = write.bytes.expect("it was put");
        let value = StoredValue::from_field(&write.field, &bytes).expect("it is a value");
        let read = decode(&value.bytes).expect("it can be read");
        (write.field, read)
    };
    store.take_writes().into_iter().map(read).collect()
}

#[test]
fn an_item_is_made_by_the_first_read_and_tracked_from_then_on() {
    let (mut store, _, (count, double)) = store(|cx| {
        let count = cx.signal(1_u32);
        let double = cx.memo(move |r| COUNT.get(r) * 2 + count.get(r));
        (count, double)
    });
    let observer = store.create_observer();
    let shown = render(&mut store, observer, |r| {
        let before = *COUNT.get(r);
        (
            before,
            *double.get(r),
            *COUNT.get(r),
            THEME.get(r).is_none(),
            *count.get(r),
        )
    });
    assert_eq!(shown.ok(), Some((7, 15, 7, true, 1)));
    check_edges(&mut store);
    assert_eq!(dirty(&mut store), []);
    tx(&mut store, |tx| *COUNT.get_mut(tx) += 1);
    assert_eq!(dirty(&mut store), [observer]);
    tx(&mut store, |tx| {
        assert_eq!((*COUNT.get(tx), *double.get(tx)), (8, 17));
        THEME.set(tx, "dark".to_owned());
    });
    assert_eq!(dirty(&mut store), [observer]);
    check_edges(&mut store);
}

#[test]
fn items_that_a_render_makes_and_nodes_that_come_after_it_are_not_confused() {
    let (mut store, owner, _) = store(|_| ());
    let observer = store.create_observer();
    let _shown = render(&mut store, observer, |r| {
        *COUNT.get(r) + NAMES.get(r).len() as u32
    });
    // Made by a reader who does not track, and not settled before the next allocation.
    assert!(
        THEME
            .get(&crate::reactive::Render::new(&store, None))
            .is_none()
    );
    let late = store.with_setup(owner, |cx| cx.signal(40));
    tx(&mut store, |tx| {
        late.set(tx, 41);
        NAMES.get_mut(tx).push("Ada".to_owned());
        assert_eq!(
            (*late.get(tx), *COUNT.get(tx), THEME.get(tx)),
            (41, 7, None)
        );
    });
    assert_eq!(dirty(&mut store), [observer]);
    check_edges(&mut store);
}

#[test]
fn what_a_transaction_writes_is_handed_out_once_and_only_what_has_changed() {
    let mut store = with(Values::default(), StateBudget::default());
    tx(&mut store, |tx| {
        COUNT.set(tx, 1);
        COUNT.set(tx, 2);
        NAMES.get_mut(tx);
    });
    store.commit_items().expect("it is small");
    tx(&mut store, |tx| COUNT.set(tx, 3));
    store.commit_items().expect("it is small");
    let field = format!("v/app::COUNT/{}", Fingerprint::of(u32::SCHEMA));
    assert_eq!(written::<u32>(&mut store), [(field, 3)]);
    tx(&mut store, |tx| COUNT.set(tx, 3));
    store.commit_items().expect("it is small");
    assert_eq!(written::<u32>(&mut store), []);
}

#[test]
fn what_is_too_large_is_undone_and_the_app_is_told() {
    let taken = Arc::new(AtomicUsize::new(900));
    let budget = StateBudget {
        value_bytes: 60,
        session_bytes: 80,
        app_bytes: 1000,
        taken: taken.clone(),
    };
    let mut store = with(Values::default(), budget);
    let refused = |store: &mut Store, text: &str| {
        tx(store, |tx| NAMES.get_mut(tx).push(text.to_owned()));
        match store.commit_items() {
            Ok(()) => None,
            Err(PersistError::OverBudget { path, budget, .. }) => {
                assert_eq!(path, "app::NAMES");
                assert!(store.roll_back_items(), "nothing else was written");
                Some(budget)
            }
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(refused(&mut store, &"x".repeat(60)), Some(Budget::Value));
    assert_eq!(refused(&mut store, &"x".repeat(20)), None);
    tx(&mut store, |tx| {
        assert_eq!(*NAMES.get(tx), ["x".repeat(20)], "as before the first");
        THEME.set(tx, "y".repeat(30));
    });
    let over_session = store
        .commit_items()
        .expect_err("all together are too large");
    assert!(
        over_session.to_string().contains("80 bytes"),
        "{over_session}"
    );
    assert!(store.roll_back_items());
    tx(&mut store, |tx| assert_eq!(THEME.get(tx), None));
    taken.fetch_add(60, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(refused(&mut store, "zz"), Some(Budget::App));
    drop(store);
    let left = taken.load(std::sync::atomic::Ordering::Relaxed);
    assert_eq!(left, 960, "a session that is gone takes nothing");
}

#[test]
fn from_half_of_a_budget_on_each_write_tells_its_use() {
    let budget = StateBudget {
        value_bytes: 100,
        session_bytes: 160,
        ..StateBudget::default()
    };
    let mut store = with(Values::default(), budget);
    let uses = |store: &mut Store, text: String| -> Vec<(Budget, usize)> {
        tx(store, |tx| THEME.set(tx, text));
        store.commit_items().expect("it fits");
        let told = store.take_told().into_iter();
        told.map(|told| match told {
            Told::Use(BudgetUse {
                path: "app::THEME",
                budget,
                bytes,
                ..
            }) => (budget, bytes),
            other => panic!("{other:?}"),
        })
        .collect()
    };
    // 17 bytes before the value, one or two of its own before the text.
    assert_eq!(uses(&mut store, "x".repeat(31)), [], "49 bytes");
    assert_eq!(uses(&mut store, "x".repeat(32 - 1)), [], "no change");
    let half = uses(&mut store, "y".repeat(32));
    assert_eq!(half, [(Budget::Value, 51)], "two bytes say the length");
    let both = uses(&mut store, "z".repeat(70));
    assert_eq!(both, [(Budget::Value, 89), (Budget::Session, 89)]);
}

#[test]
fn an_undone_transaction_says_whether_it_wrote_anything_else() {
    let (mut store, _, other) = store(|cx| cx.signal(0));
    tx(&mut store, |tx| {
        COUNT.set(tx, 9);
        other.set(tx, 1);
    });
    assert!(!store.roll_back_items());
    tx(&mut store, |tx| assert_eq!(*COUNT.get(tx), 7));
}

#[test]
fn a_new_store_takes_over_what_was_committed() {
    let mut store = with(Values::default(), StateBudget::default());
    tx(&mut store, |tx| COUNT.set(tx, 1));
    store.commit_items().expect("it is small");
    tx(&mut store, |tx| {
        COUNT.set(tx, 2);
        THEME.set(tx, "lost".to_owned());
    });
    let carried = store.carry_items();
    let mut next = with(Values::default(), StateBudget::default());
    next.adopt_items(carried);
    tx(&mut next, |tx| {
        assert_eq!((*COUNT.get(tx), THEME.get(tx)), (1, None));
        COUNT.set(tx, 5);
    });
    next.commit_items().expect("it is small");
    assert_eq!(
        written::<u32>(&mut next)[0].1,
        5,
        "the first was not stored yet"
    );
    let all = next.all_writes();
    assert_eq!(all.len(), 1);
}

#[test]
fn the_newest_value_that_can_be_read_counts_and_the_others_stay() {
    let schemas = SchemaBook::default();
    let mut values = Values::new(Bindings::default(), schemas.clone());
    stored(&mut values, "app::COUNT", 3, &5_u8);
    stored(&mut values, "app::COUNT", 4, &"text".to_owned());
    stored(&mut values, "app::COUNT", 2, &1_u32);
    // Without the schema of the newer one its bytes mean nothing.
    let mut store = with(values.clone(), StateBudget::default());
    tx(&mut store, |tx| assert_eq!(*COUNT.get(tx), 1));
    assert_eq!(store.take_told(), []);
    schemas.insert(Fingerprint::of(u8::SCHEMA), u8::SCHEMA.into());
    schemas.insert(Fingerprint::of(String::SCHEMA), String::SCHEMA.into());
    let mut store = with(values, StateBudget::default());
    tx(&mut store, |tx| assert_eq!(*COUNT.get(tx), 5));
    let told = store.take_told();
    let migrated = Hydration::Migrated { path: "app::COUNT" };
    assert_eq!(told, [Told::Hydration(migrated)]);
    tx(&mut store, |tx| COUNT.set(tx, 6));
    store.commit_items().expect("it is small");
    assert_eq!(written::<u32>(&mut store)[0].1, 6);
    assert_eq!(store.all_writes().len(), 3, "those of other versions stay");
}

#[test]
fn a_function_of_the_app_migrates_and_what_cannot_be_read_is_told() {
    let mut values = Values::new(Bindings::default(), SchemaBook::default());
    stored(&mut values, "app::TEXT", 1, &3_u32);
    let mut store = with(values.clone(), StateBudget::default());
    tx(&mut store, |tx| assert_eq!(*TEXT.get(tx), "3 of before"));
    let mut other = Values::new(Bindings::default(), SchemaBook::default());
    stored(&mut other, "app::TEXT", 1, &3_u64);
    let mut store = with(other, StateBudget::default());
    tx(&mut store, |tx| assert_eq!(*TEXT.get(tx), "fresh"));
    let told = store.take_told();
    assert!(
        matches!(&told[..], [Told::Hydration(Hydration::Reset { path: "app::TEXT", reason })] if reason.contains("nothing is known")),
        "{told:?}"
    );
}

#[test]
fn no_more_types_of_one_item_are_kept_than_a_deploy_and_its_rollback_need() {
    let mut values = Values::new(Bindings::default(), SchemaBook::default());
    stored(&mut values, "app::COUNT", 1, &1_u8);
    stored(&mut values, "app::COUNT", 2, &1_u16);
    stored(&mut values, "app::COUNT", 3, &1_i8);
    stored(&mut values, "app::COUNT", 4, &1_i16);
    let mut store = with(values, StateBudget::default());
    tx(&mut store, |tx| COUNT.set(tx, 1));
    store.commit_items().expect("it is small");
    let writes = store.take_writes();
    let removed: Vec<_> = writes
        .iter()
        .filter(|write| write.bytes.is_none())
        .collect();
    assert_eq!(removed.len(), 1);
    let field = format!("v/app::COUNT/{}", Fingerprint::of(u8::SCHEMA));
    assert_eq!(removed[0].field, field, "the oldest");
}

static LIKES: Shared<u32> = Shared::new(definition(
    &const {
        Record {
            lifetime: Lifetime::Browser,
            ..record::<u32>("app::LIKES")
        }
    },
    || 0,
));

#[test]
fn an_undone_write_of_what_a_browser_shares_is_no_value_of_the_tab() {
    let mut store = with(Values::default(), StateBudget::default());
    for likes in [1, 2] {
        tx(&mut store, |tx| LIKES.set(tx, likes));
        tx(&mut store, |tx| COUNT.set(tx, likes));
        store.commit_items().expect("it is small");
        let writes = store.take_writes();
        if likes == 2 {
            store.undo_writes(&writes);
        }
    }
    tx(&mut store, |tx| {
        assert_eq!((*LIKES.get(tx), *COUNT.get(tx)), (1, 1));
    });
    let all = store.all_writes();
    let fields: Vec<&str> = all.iter().map(|write| write.field.as_str()).collect();
    assert!(
        matches!(fields[..], [field] if field.starts_with("v/app::COUNT/")),
        "a fork takes what is the tab's: {fields:?}"
    );
}

#[test]
fn a_value_that_was_stored_beside_a_sessions_own_outlives_whatever_happens_to_its_store() {
    let news = || {
        let mut values = Values::new(Bindings::default(), SchemaBook::default());
        stored(&mut values, "app::TEXT", 9, &"set by a handler".to_owned());
        values.into_scope(Scope::Session)
    };
    let read = |store: &mut Store| tx(store, |tx| TEXT.get(tx).clone());
    let written = || {
        let mut store = with(Values::default(), StateBudget::default());
        tx(&mut store, |tx| TEXT.set(tx, "of the page".to_owned()));
        store.commit_items().unwrap();
        store
    };
    let mut store = written();
    for _ in 0..1_000 {
        store.leave_stored(news());
    }
    assert_eq!(read(&mut store), "of the page", "it is shown in its turn");
    assert!(
        store.take_message().is_some() && store.take_message().is_none(),
        "one turn"
    );
    // A fork in that moment, and a session that starts anew.
    let all = store.all_writes();
    assert!(all.iter().any(|write| {
        write
            .bytes
            .as_ref()
            .is_some_and(|bytes| bytes.windows(16).any(|part| part == b"set by a handler"))
    }));
    let mut store = written();
    store.leave_stored(news());
    let carried = store.carry_items();
    let mut anew = Store::new(store.settings());
    anew.adopt_items(carried);
    assert_eq!(read(&mut anew), "set by a handler");
}
