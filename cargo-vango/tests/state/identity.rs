//! Which item is which, rule by rule. Every type is the same unless said: that is the hard case.

use cargo_vango::state::{Committed, ErrorKind, Evidence, Identity, Plan, Values, Verdict};
use vango_schema::{Lifetime, RecordBuf, SchemaBuf};

use crate::sample::{U32, U64, applied, identities, item, plan, was};

fn moved(from: &str, evidence: Evidence) -> Identity {
    Identity::Moved {
        from: from.to_owned(),
        evidence,
    }
}

/// Applies, and checks that the same program is settled after it, with its attributes still there.
fn settle(committed: &Committed, records: &[RecordBuf]) -> Committed {
    let after = plan(committed, records)
        .expect("it is planned")
        .expected()
        .clone();
    let again = plan(&after, records).expect("it is planned again");
    assert_eq!(*again.expected(), after);
    assert_eq!(again.verdict(), Verdict::Warm);
    assert!(again.warnings.is_empty(), "{:?}", again.warnings);
    for entry in &again.entries {
        assert_eq!(
            (&entry.identity, entry.values),
            (&Identity::Same, Values::Kept),
            "{}",
            entry.path
        );
    }
    after
}

#[test]
fn the_only_one_of_its_type_has_moved() {
    let before = applied(&[&[item("a::CART", U32), item("a::NAME", SchemaBuf::Text)]]);
    let after = [item("b::CART", U32), item("a::TITLE", SchemaBuf::Text)];
    let plan = plan(&before, &after).expect("it is planned");
    assert_eq!(
        identities(&plan),
        [
            ("a::TITLE", "a::NAME", &moved("a::NAME", Evidence::Type)),
            ("b::CART", "a::CART", &moved("a::CART", Evidence::Type)),
        ]
    );
    assert_eq!(plan.verdict(), Verdict::Warm);
    settle(&before, &after);
}

#[test]
fn another_lifetime_is_no_move() {
    let before = applied(&[&[item("a::CART", U32)]]);
    let after = [RecordBuf {
        lifetime: Lifetime::Global,
        ..item("b::CART", U32)
    }];
    let plan = plan(&before, &after).expect("it is planned");
    assert_eq!(
        identities(&plan),
        [
            ("a::CART", "a::CART", &Identity::Removed),
            ("b::CART", "b::CART", &Identity::Added),
        ]
    );
}

#[test]
fn what_is_ambiguous_is_not_guessed() {
    let before = applied(&[&[item("a::ONE", U32), item("a::TWO", U32)]]);
    for after in [
        vec![item("b::ONE", U32), item("b::TWO", U32)],
        vec![item("b::ONE", U32)],
        vec![
            item("a::ONE", U32),
            item("b::ONE", U32),
            item("b::TWO", U32),
        ],
    ] {
        let plan = plan(&before, &after).expect("it is planned");
        assert_eq!(plan.verdict(), Verdict::Cold);
        assert!(
            plan.entries
                .iter()
                .all(|entry| !matches!(entry.identity, Identity::Moved { .. }))
        );
        assert_eq!(plan.warnings.len(), 1, "{after:?}");
        assert!(
            plan.warnings[0].contains("`b::ONE`"),
            "{}",
            plan.warnings[0]
        );
        assert!(plan.warnings[0].contains("#[shared(was = \"old::path\")]"));
    }
    let after = [was("a::TWO", item("b::ONE", U32)), item("b::TWO", U32)];
    let decided = plan(&before, &after).expect("it is planned");
    assert_eq!(
        identities(&decided),
        [
            ("b::ONE", "a::TWO", &moved("a::TWO", Evidence::Attribute)),
            ("b::TWO", "a::ONE", &moved("a::ONE", Evidence::Type)),
        ],
        "one attribute leaves only one of each"
    );
    assert_eq!(decided.warnings, [""; 0]);
}

#[test]
fn two_items_swap_their_names() {
    let before = applied(&[&[item("a::A", U32), item("a::B", U32)]]);
    let after = [
        was("a::B", item("a::A", U32)),
        was("a::A", item("a::B", U32)),
    ];
    let swapped = settle(&before, &after);
    let ids: Vec<_> = swapped
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.path.as_str()))
        .collect();
    assert_eq!(ids, [("a::A", "a::B"), ("a::B", "a::A")]);
    // Without the attributes they stay what they are.
    let plain = settle(&swapped, &[item("a::A", U32), item("a::B", U32)]);
    assert_eq!(plain.items[0].path, "a::B");
}

#[test]
fn an_item_moves_on_and_keeps_its_first_id() {
    let first = applied(&[&[item("a::A", U32), item("x::A", U32)]]);
    let second = settle(&first, &[was("a::A", item("b::B", U32)), item("x::A", U32)]);
    let third = settle(
        &second,
        &[was("b::B", item("c::C", U32)), item("x::A", U32)],
    );
    assert_eq!(
        (third.items[0].id.as_str(), third.items[0].path.as_str()),
        ("a::A", "c::C")
    );
    assert!(third.retired.is_empty());
}

#[test]
fn names_are_passed_on_in_one_deploy() {
    let before = applied(&[&[item("a::A", U32), item("a::B", U32)]]);
    // A becomes B, B becomes C, and a new A is there.
    let after = [
        item("a::A", U32),
        was("a::A", item("a::B", U32)),
        was("a::B", item("a::C", U32)),
    ];
    let planned = plan(&before, &after).expect("it is planned");
    assert_eq!(
        identities(&planned),
        [
            ("a::A", "a::A#2", &Identity::Added),
            ("a::B", "a::A", &moved("a::A", Evidence::Attribute)),
            ("a::C", "a::B", &moved("a::B", Evidence::Attribute)),
        ]
    );
    assert_eq!(planned.verdict(), Verdict::Warm);
    settle(&before, &after);
}

#[test]
fn an_old_path_is_used_again() {
    let before = applied(&[&[item("a::A", U32)]]);
    let moved_away = applied(&[&[item("a::A", U32)], &[item("b::A", U32)]]);
    assert_eq!(moved_away.items[0].id, "a::A");
    let after = [item("a::A", U64), item("b::A", U32)];
    let reused = settle(&moved_away, &after);
    let ids: Vec<_> = reused
        .items
        .iter()
        .map(|item| (item.id.as_str(), item.path.as_str()))
        .collect();
    assert_eq!(ids, [("a::A", "b::A"), ("a::A#2", "a::A")]);
    // The same in one deploy: the attribute decides though an item stands at the old path.
    let at_once = settle(
        &before,
        &[item("a::A", U64), was("a::A", item("b::A", U32))],
    );
    assert_eq!(at_once.items[0].path, "b::A");
    assert_eq!(at_once.items[1].id, "a::A#2");
}

#[test]
fn an_attribute_that_names_nothing_is_told_and_does_not_stop() {
    let before = applied(&[&[item("a::A", U32)]]);
    let after = [item("a::A", U32), was("a::X", item("b::B", U64))];
    let planned = plan(&before, &after).expect("it is planned");
    assert_eq!(planned.verdict(), Verdict::Warm);
    assert_eq!(
        planned.warnings,
        ["`b::B` says that it was `a::X`, and no item stood there: `was` has no effect"]
    );
    // Said once: after it was applied, it is known.
    settle(&before, &after);
    assert!(
        plan(&Committed::default(), &after)
            .expect("it is planned")
            .warnings
            .is_empty()
    );
}

#[test]
fn an_attribute_that_names_its_own_place_says_nothing() {
    let before = applied(&[&[item("a::A", U32)]]);
    let planned = plan(&before, &[was("a::A", item("a::A", U32))]).expect("it is planned");
    assert_eq!(identities(&planned), [("a::A", "a::A", &Identity::Same)]);
}

#[test]
fn two_that_were_the_same_are_an_error() {
    let before = applied(&[&[item("a::A", U32)]]);
    let after = [
        was("a::A", item("b::A", U32)),
        was("a::A", item("c::A", U32)),
    ];
    let error = plan(&before, &after).expect_err("one item cannot be two");
    assert_eq!(error.kind(), ErrorKind::Source);
    assert_eq!(
        error.to_string(),
        "`b::A` and `c::A` both say that they were `a::A`"
    );
}

#[test]
fn what_was_removed_keeps_its_identity_and_comes_back() {
    let gone = applied(&[
        &[item("a::A", U32), item("a::B", U64)],
        &[item("a::B", U64)],
    ]);
    assert_eq!(gone.retired[0].id, "a::A");
    let back = [item("a::A", U32), item("a::B", U64)];
    let planned = plan(&gone, &back).expect("it is planned");
    let returned = |from: &str| Identity::Returned {
        from: from.to_owned(),
    };
    assert_eq!(identities(&planned)[0], ("a::A", "a::A", &returned("a::A")));
    assert_eq!(planned.verdict(), Verdict::Warm);
    assert!(settle(&gone, &back).retired.is_empty());
    // Elsewhere it says so.
    let elsewhere = [was("a::A", item("c::A", U32)), item("a::B", U64)];
    let planned = plan(&gone, &elsewhere).expect("it is planned");
    assert_eq!(identities(&planned)[1], ("c::A", "a::A", &returned("a::A")));
    settle(&gone, &elsewhere);
}

#[test]
fn another_item_in_a_removed_ones_place_is_not_it() {
    let gone = applied(&[&[item("a::A", U32)], &[]]);
    let other = [item("a::A", SchemaBuf::Text)];
    let planned = plan(&gone, &other).expect("it is planned");
    assert_eq!(identities(&planned), [("a::A", "a::A#2", &Identity::Added)]);
    assert_eq!(planned.verdict(), Verdict::Warm);
    let settled = settle(&gone, &other);
    // It goes as well: of two that stood there, the later one comes back to its own type, and the first to its.
    let both = applied_after(&settled, &[]);
    assert_eq!(both.retired.len(), 2);
    let ids = |schema| {
        let planned = plan(&both, &[item("a::A", schema)]).expect("it is planned");
        planned.entries[0].id.clone()
    };
    assert_eq!(
        (ids(U32), ids(SchemaBuf::Text), ids(SchemaBuf::Bool)),
        ("a::A".into(), "a::A#2".into(), "a::A#3".into())
    );
}

fn applied_after(committed: &Committed, records: &[RecordBuf]) -> Committed {
    plan(committed, records)
        .expect("it is planned")
        .expected()
        .clone()
}

#[test]
fn what_is_said_to_be_new_is_new() {
    let before = applied(&[&[item("a::A", U32)]]);
    let fresh = ["b::B".to_owned()].into();
    let planned = Plan::new(Some(&before), &[item("b::B", U32)], &fresh).expect("it is planned");
    assert_eq!(
        identities(&planned),
        [
            ("a::A", "a::A", &Identity::Removed),
            ("b::B", "b::B", &Identity::Added)
        ]
    );
    let error = Plan::new(Some(&before), &[], &fresh).expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::Source);
}
